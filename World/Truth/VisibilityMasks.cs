using System.Numerics;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Sensors;

namespace VoxPilot.World.Truth;

/// <summary>
/// Occ3D's masks: which voxels the cameras and the LiDAR can see. A camera's rays (<see cref="CameraFans"/>) lie so near to each other that
/// no voxel is between them; each sees the voxels that it passes, up to and with the first occupied one. Voxels are coarser than what they
/// hold: seen at a slant, the steps of a wall would hide it. So occupied voxels that no ray has met have one of their own, through the
/// triangles themselves, to a point of their surface. The LiDAR's rays are its own and go as far as they went when the sweep was taken.
/// One object per thread; buffers are reused.
/// </summary>
internal sealed class VisibilityMasks
{
    private static readonly GridSpec Spec = GridSpec.Occ3D;

    private readonly VoxelBits solid = new(Spec);
    private readonly VoxelBits seen = new(Spec);
    private readonly (Vector3 Origin, CameraFans Fans, uint[] InImage)[] cameras;

    /// <param name="rig">The cameras.</param>
    public VisibilityMasks(Rig rig) => cameras = [.. rig.Cameras.Select(camera => (ToGrid(camera.SensorToEgo.Translation), new CameraFans(Spec, camera, solid.Stride), InImage(camera)))];

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
        foreach ((_, CameraFans fans, _) in cameras)
        {
            fans.Follow(solid.Columns, seen.Columns);
        }
        if (surfaces is not null)
        {
            foreach ((Vector3 origin, _, uint[] inImage) in cameras)
            {
                surfaces.Follow(new(Spec, solid, seen, origin), solid, seen, origin, inImage);
            }
        }
        seen.CopyTo(mask);
    }

    /// <summary>What the LiDAR sees.</summary>
    /// <param name="ranges">How far its rays go, metres, in the order of <see cref="LidarBeams.X"/>.</param>
    /// <param name="mask">Takes 1 where the LiDAR observes the voxel.</param>
    public void ObserveLidar(ReadOnlySpan<float> ranges, Span<byte> mask)
    {
        seen.Clear();
        VoxelRays rays = new(Spec, solid, seen, ToGrid(NuScenesRig.LidarToEgo.Translation));
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

    private static Vector3 ToGrid(Vector3D p) =>
        new((float)((p.X - Spec.Origin.X) / Spec.Voxel), (float)((p.Y - Spec.Origin.Y) / Spec.Voxel), (float)((p.Z - Spec.Origin.Z) / Spec.Voxel));
}
