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
    private readonly uint[] tried = new uint[(Spec.SizeX + 2) * (Spec.SizeY + 2)];
    private readonly Vector3[] targets = new Vector3[RayPacket.Size]; // voxels, from the camera

    /// <summary>
    /// Looks at the occupied voxels in an image that have not been seen yet and lie beside or near something that has been. What is in sight lies
    /// behind free space in sight, so that what is seen grows from voxel to voxel: by rising and then by falling columns.
    /// </summary>
    /// <param name="rays">Rays from the camera.</param>
    /// <param name="solid">Occupied voxels.</param>
    /// <param name="seen">Voxels that have been seen.</param>
    /// <param name="origin">The camera, in voxels.</param>
    /// <param name="inImage">A bit for each voxel that lies in the image.</param>
    public void Follow(VoxelRays rays, VoxelBits solid, VoxelBits seen, Vector3 origin, uint[] inImage)
    {
        tried.AsSpan().Clear();
        int count = 0, columns = Spec.SizeX * Spec.SizeY;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int k = 0; k < columns; k++)
            {
                (int i, int j) = Math.DivRem(pass == 0 ? k : columns - 1 - k, Spec.SizeY);
                int column = (i + 1) * solid.Stride + j + 1;
                uint left = solid.Columns[column] & inImage[column] & ~seen.Columns[column] & ~tried[column];
                if (left == 0)
                {
                    continue;
                }
                left &= Beside(seen.Columns, i, j, seen.Stride);
                tried[column] |= left;
                for (; left != 0; left &= left - 1)
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

    // Voxels of a column that lie within two columns and a layer of one that has been seen. Nothing is seen of the grid's border.
    private static uint Beside(ReadOnlySpan<uint> seen, int i, int j, int stride)
    {
        uint near = 0;
        for (int row = Math.Max(1, i - 1); row <= Math.Min(Spec.SizeX, i + 3); row++)
        {
            foreach (uint column in seen.Slice(row * stride + j - 1, 5))
            {
                near |= column;
            }
        }
        return near | near << 1 | near >> 1;
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
