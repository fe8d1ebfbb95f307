using System.Numerics;
using System.Runtime.Intrinsics;

using VoxPilot.Core;
using VoxPilot.World.Meshes;
using VoxPilot.World.Sensors;

namespace VoxPilot.World.Truth;

/// <summary>Lines from a camera to the surfaces in occupied voxels, which the triangles of the scene may block.</summary>
/// <param name="scene">What there is.</param>
/// <param name="place">Where our own car is.</param>
/// <param name="voxels">The voxels and the surfaces in them.</param>
internal sealed class SightLines(RayScene scene, Placement place, TriangleVoxels voxels)
{
    private const float Slack = 0.04f; // metres: a surface does not hide itself
    private const float Inside = 0.01f; // metres

    private static readonly GridSpec Spec = GridSpec.Occ3D;

    private readonly float[] x = new float[RayPacket.Size], y = new float[RayPacket.Size], z = new float[RayPacket.Size], limits = new float[RayPacket.Size];
    private readonly Vector3[] targets = new Vector3[RayPacket.Size]; // voxels, from the camera

    /// <summary>Looks at every occupied voxel in an image that has not been seen yet.</summary>
    /// <param name="rays">Rays from the camera.</param>
    /// <param name="solid">Occupied voxels.</param>
    /// <param name="seen">Voxels that have been seen.</param>
    /// <param name="origin">The camera, in voxels.</param>
    /// <param name="inImage">A bit for each voxel that lies in the image.</param>
    public void Follow(VoxelRays rays, VoxelBits solid, VoxelBits seen, Vector3 origin, uint[] inImage)
    {
        ReadOnlySpan<uint> blocks = solid.Columns, marks = seen.Columns;
        int count = 0;
        for (int i = 0; i < Spec.SizeX; i++)
        {
            for (int j = 0; j < Spec.SizeY; j++)
            {
                int column = (i + 1) * solid.Stride + j + 1;
                for (uint left = blocks[column] & inImage[column] & ~marks[column]; left != 0; left &= left - 1)
                {
                    if (voxels.TrySurface(i, j, BitOperations.TrailingZeroCount(left) - 1, out Vector3 point))
                    {
                        Aim(count++, point - origin);
                    }
                    if (count == RayPacket.Size)
                    {
                        Cast(rays, origin, count);
                        count = 0;
                    }
                }
            }
        }
        Cast(rays, origin, count);
    }

    private void Aim(int lane, Vector3 target)
    {
        float length = MathF.Sqrt(target.X * target.X + target.Y * target.Y + target.Z * target.Z);
        Vector3 direction = place.Turn(target / length);
        (targets[lane], x[lane], y[lane], z[lane], limits[lane]) = (target, direction.X, direction.Y, direction.Z, length * (float)Spec.Voxel - Slack);
    }

    private void Cast(VoxelRays rays, Vector3 origin, int count)
    {
        Vector3 eye = new Vector3((float)Spec.Origin.X, (float)Spec.Origin.Y, (float)Spec.Origin.Z) + origin * (float)Spec.Voxel;
        RayPacket packet = new(place.ToTown(eye), Vector256.Create(x), Vector256.Create(y), Vector256.Create(z), 0) { Limit = Vector256.Create(limits) };
        scene.Cast(ref packet);
        for (int lane = 0; lane < count; lane++)
        {
            // Wherever the line ends, up to there everything is seen; and a little farther, or a surface on a border would not be.
            float reached = packet.Triangle[lane] < 0 ? limits[lane] + Slack : packet.Limit[lane] + Inside;
            rays.Reach(targets[lane], reached / (limits[lane] + Slack));
        }
    }
}
