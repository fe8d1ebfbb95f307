using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Tests.Baselines;

/// <summary>Copy and move written down plainly: each voxel's centre, back into the present frame by its pose, and the voxel that holds it.</summary>
internal static class CopyAndMoveReference
{
    public static OccupancyGrid Move(OccupancyGrid now, FutureMotion motion)
    {
        GridSpec spec = now.Spec;
        byte[] labels = new byte[spec.Count];
        Pose thenToNow = Pose.Planar(motion.X, motion.Y, motion.Yaw);
        for (int x = 0; x < spec.SizeX; x++)
        {
            for (int y = 0; y < spec.SizeY; y++)
            {
                for (int z = 0; z < spec.SizeZ; z++)
                {
                    bool inside = spec.TryLocate(thenToNow.Transform(spec.Centre(x, y, z)), out int i, out int j, out int k);
                    labels[spec.Index(x, y, z)] = inside ? now[i, j, k] : (byte)OccupancyClass.Free;
                }
            }
        }
        return new(spec, labels);
    }
}
