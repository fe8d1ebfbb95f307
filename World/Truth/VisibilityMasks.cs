using System.Numerics;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Sensors;

namespace VoxPilot.World.Truth;

/// <summary>
/// Occ3D's masks: which voxels the cameras and the LiDAR can see. A camera's rays go to the middle of every voxel where they leave the grid
/// (its sides, its top, and the upper face of the ground's layer), so that at the border neighbouring rays are one voxel apart, whatever
/// the resolution of the image; each sees the voxels that it passes, up to and with the first occupied one. Voxels are coarser than what
/// they hold: seen at a slant, the steps of a wall would hide it. So each occupied voxel that no ray has met has one of its own, through the
/// triangles themselves, to a point of its surface. The LiDAR's rays are its own and go as far as they went when the sweep was taken.
/// One object per thread; buffers are reused.
/// </summary>
internal sealed class VisibilityMasks
{
    private const double GroundTop = 0.2; // metres

    private static readonly GridSpec Spec = GridSpec.Occ3D;

    private readonly VoxelBits solid = new(Spec);
    private readonly VoxelBits seen = new(Spec);
    private readonly (Vector3 Origin, Vector3[] Directions, uint[] InImage)[] cameras;

    /// <param name="rig">The cameras.</param>
    public VisibilityMasks(Rig rig) => cameras = [.. rig.Cameras.Select(camera => (ToGrid(camera.SensorToEgo.Translation), Directions(camera), InImage(camera)))];

    /// <summary>What the cameras see of the labels alone: with steps where surfaces lie at a slant.</summary>
    /// <param name="labels">Occ3D's labels.</param>
    /// <param name="mask">Takes 1 where a camera observes the voxel.</param>
    public void ObserveLabels(ReadOnlySpan<byte> labels, Span<byte> mask) => ObserveCameras(labels, null, mask);

    /// <summary>What the cameras see.</summary>
    /// <param name="labels">Occ3D's labels.</param>
    /// <param name="surfaces">The surfaces that they were made from.</param>
    /// <param name="mask">Takes 1 where a camera observes the voxel.</param>
    public void ObserveCameras(ReadOnlySpan<byte> labels, SightLines? surfaces, Span<byte> mask)
    {
        solid.SetSolid(labels);
        seen.Clear();
        foreach ((Vector3 origin, Vector3[] directions, uint[] inImage) in cameras)
        {
            VoxelRays rays = new(Spec, solid, seen, origin);
            rays.Follow(directions);
            surfaces?.Follow(rays, solid, seen, origin, inImage);
        }
        seen.CopyTo(mask);
    }

    /// <summary>What the LiDAR sees.</summary>
    /// <param name="ranges">How far its rays go, metres, in the order of <see cref="LidarBeams.X"/>.</param>
    /// <param name="mask">Takes 1 where the LiDAR observes the voxel.</param>
    public void ObserveLidar(ReadOnlySpan<float> ranges, Span<byte> mask)
    {
        seen.Clear();
        VoxelRays rays = new(Spec, solid, seen, ToGrid(LidarBeams.ToEgo.Translation));
        for (int i = 0; i < ranges.Length; i++)
        {
            rays.Reach(new(LidarBeams.X[i], LidarBeams.Y[i], LidarBeams.Z[i]), ranges[i] / (float)Spec.Voxel);
        }
        seen.CopyTo(mask);
    }

    // A bit for each voxel whose middle lies in the image.
    private uint[] InImage(Camera camera)
    {
        uint[] columns = new uint[solid.Columns.Length];
        Matrix4 toImage = camera.EgoToImage;
        for (int x = 0; x < Spec.SizeX; x++)
        {
            for (int y = 0; y < Spec.SizeY; y++)
            {
                for (int z = 0; z < Spec.SizeZ; z++)
                {
                    columns[(x + 1) * solid.Stride + y + 1] |= Shows(camera, toImage, Spec.Centre(x, y, z)) ? 2u << z : 0;
                }
            }
        }
        return columns;
    }

    private static bool Shows(Camera camera, Matrix4 toImage, Vector3D point)
    {
        (double u, double v, double depth) = toImage.Project(point);
        return depth > 0 && u >= 0 && v >= 0 && u <= camera.Width && v <= camera.Height;
    }

    // From the camera to each target that lies in its image.
    private static Vector3[] Directions(Camera camera)
    {
        List<Vector3> found = [];
        Matrix4 toImage = camera.EgoToImage;
        foreach (Vector3D target in Targets())
        {
            if (Shows(camera, toImage, target))
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
