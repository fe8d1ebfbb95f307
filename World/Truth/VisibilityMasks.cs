using System.Numerics;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Sensors;

namespace VoxPilot.World.Truth;

/// <summary>
/// Occ3D's masks: which voxels the cameras and the LiDAR can see, by rays through the labels. A camera's rays go to the middle of every
/// voxel where they leave the grid (its sides, its top, and the upper face of the ground's layer), so that at the border neighbouring rays
/// are one voxel apart, whatever the resolution of the image, and every voxel of the ground has a ray of its own. The LiDAR's are its own
/// rays. One object per thread; buffers are reused.
/// </summary>
internal sealed class VisibilityMasks
{
    private const double GroundTop = 0.2; // metres

    private static readonly GridSpec Spec = GridSpec.Occ3D;
    private static readonly Vector3[] LidarDirections = [.. Enumerable.Range(0, LidarBeams.Rings).SelectMany(ring => Enumerable.Range(ring * LidarBeams.Stride, LidarBeams.Azimuths))
        .Select(i => new Vector3(LidarBeams.X[i], LidarBeams.Y[i], LidarBeams.Z[i]))];

    private readonly VoxelBits solid = new(Spec);
    private readonly VoxelBits seen = new(Spec);
    private readonly (Vector3 Origin, Vector3[] Directions)[] cameras;

    /// <param name="rig">The cameras.</param>
    public VisibilityMasks(Rig rig) => cameras = [.. rig.Cameras.Select(camera => (ToGrid(camera.SensorToEgo.Translation), Directions(camera)))];

    /// <summary>Observes a grid.</summary>
    /// <param name="labels">Occ3D's labels.</param>
    /// <param name="camera">Takes 1 where a camera observes the voxel.</param>
    /// <param name="lidar">Takes 1 where the LiDAR observes it.</param>
    public void Observe(ReadOnlySpan<byte> labels, Span<byte> camera, Span<byte> lidar)
    {
        solid.SetSolid(labels);
        seen.Clear();
        foreach ((Vector3 origin, Vector3[] directions) in cameras)
        {
            VoxelRays.Follow(Spec, solid, seen, origin, directions);
        }
        seen.CopyTo(camera);
        seen.Clear();
        VoxelRays.Follow(Spec, solid, seen, ToGrid(LidarBeams.ToEgo.Translation), LidarDirections);
        seen.CopyTo(lidar);
    }

    // From the camera to each target that lies in its image.
    private static Vector3[] Directions(Camera camera)
    {
        List<Vector3> found = [];
        Matrix4 toImage = camera.EgoToImage;
        foreach (Vector3D target in Targets())
        {
            (double u, double v, double depth) = toImage.Project(target);
            if (depth > 0 && u >= 0 && v >= 0 && u <= camera.Width && v <= camera.Height)
            {
                Vector3D d = target - camera.SensorToEgo.Translation;
                d *= 1 / d.Length;
                found.Add(new((float)d.X, (float)d.Y, (float)d.Z));
            }
        }
        return [.. found];
    }

    private static IEnumerable<Vector3D> Targets()
    {
        double top = Spec.Maximum.Z;
        for (int x = 0; x < Spec.SizeX; x++)
        {
            for (int y = 0; y < Spec.SizeY; y++)
            {
                Vector3D column = Spec.Centre(x, y, 0);
                yield return new(column.X, column.Y, GroundTop);
                yield return new(column.X, column.Y, top);
            }
        }
        for (int z = 0; z < Spec.SizeZ; z++)
        {
            double height = Spec.Centre(0, 0, z).Z;
            for (int x = 0; x < Spec.SizeX; x++)
            {
                yield return new(Spec.Centre(x, 0, 0).X, Spec.Origin.Y, height);
                yield return new(Spec.Centre(x, 0, 0).X, Spec.Maximum.Y, height);
            }
            for (int y = 0; y < Spec.SizeY; y++)
            {
                yield return new(Spec.Origin.X, Spec.Centre(0, y, 0).Y, height);
                yield return new(Spec.Maximum.X, Spec.Centre(0, y, 0).Y, height);
            }
        }
    }

    private static Vector3 ToGrid(Vector3D p) =>
        new((float)((p.X - Spec.Origin.X) / Spec.Voxel), (float)((p.Y - Spec.Origin.Y) / Spec.Voxel), (float)((p.Z - Spec.Origin.Z) / Spec.Voxel));
}
