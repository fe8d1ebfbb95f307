using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// Follows rays through the voxels of two Occ3D grids at once, voxel by voxel in double precision as <c>render_forward</c> in
/// <c>lib/dvr/dvr.cu</c> of MCG-NJU/SparseOcc does: the same sums in the same order, so that a ray along an edge takes the same side. A column of
/// the grid is one word: a bit for each layer of the truth in its lower half, of the prediction in its upper half. For one thread at a time.
/// </summary>
public sealed class RayCaster
{
    private const int Size = 200, Layers = 16; // Occ3D's grid; upstream's code is written for it too
    private const int Stride = Size + 2; // a border column on each side, full, so that every ray stops there
    private const uint Both = 0x10001, TruthHalf = 0xFFFF;
    private const byte Free = (byte)OccupancyClass.Free;
    private const int MaximumSteps = 1000; // of a ray that starts outside
    private const float Voxel = 0.4f;

    private readonly uint[] columns = new uint[Stride * Stride];
    private readonly ulong[] bits = new ulong[OccupiedBits.Words(Size * Size * Layers)];
    private readonly byte[] prediction = new byte[Size * Size * Layers];
    private readonly byte[] truth = new byte[Size * Size * Layers];

    /// <summary>A caster over empty grids.</summary>
    public RayCaster()
    {
        Array.Fill(prediction, Free);
        Array.Fill(truth, Free);
        Pack();
    }

    /// <summary>Takes the grids that the next rays go through.</summary>
    /// <param name="prediction">Labels of <see cref="GridSpec.Occ3D"/>; 17 is free.</param>
    /// <param name="truth">Labels of <see cref="GridSpec.Occ3D"/>; 17 is free.</param>
    /// <exception cref="ArgumentException">A grid has another number of voxels.</exception>
    public void Load(ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth)
    {
        if (prediction.Length != this.prediction.Length || truth.Length != this.truth.Length)
        {
            throw new ArgumentException(
                $"Rays go through Occ3D's grid of {Size}×{Size}×{Layers} voxels; prediction and truth have {prediction.Length} and {truth.Length}.", nameof(prediction));
        }
        prediction.CopyTo(this.prediction);
        truth.CopyTo(this.truth);
        Pack();
    }

    /// <summary>Follows the <see cref="LidarRays"/> from a place.</summary>
    /// <param name="origin">Ego frame, metres.</param>
    /// <param name="hits">Receives what each ray meets, in the order of <see cref="LidarRays.Directions"/>.</param>
    /// <exception cref="ArgumentException">There is not room for all rays.</exception>
    public void Cast(Vector3D origin, Span<RayHit> hits)
    {
        if (hits.Length < LidarRays.Count)
        {
            throw new ArgumentException($"Room for {LidarRays.Count} rays was expected; there is room for {hits.Length}.", nameof(hits));
        }
        for (int i = 0; i < LidarRays.Count; i++)
        {
            VoxelRay ray = VoxelRay.Of(origin, LidarRays.Directions[i]);
            hits[i] = Enters(ref ray) ? Follow(ray) : new(prediction[0], truth[0], -Voxel, -Voxel); // upstream's -1 voxel, and label of voxel 0
        }
    }

    // A place above, below or beside the grid: follows the ray until it is inside.
    private static bool Enters(ref VoxelRay ray)
    {
        for (int step = 0; step <= MaximumSteps; step++)
        {
            if ((uint)ray.X < Size && (uint)ray.Y < Size && (uint)ray.Z < Layers)
            {
                return true;
            }
            ray.Step();
        }
        return false;
    }

    private RayHit Follow(in VoxelRay ray)
    {
        double tx = ray.NextX, ty = ray.NextY, tz = ray.NextZ, dx = ray.DeltaX, dy = ray.DeltaY, dz = ray.DeltaZ;
        int at = (ray.X + 1) * Stride + ray.Y + 1, z = ray.Z, toX = ray.StepX * Stride, toY = ray.StepY, toZ = ray.StepZ;
        ref uint column = ref MemoryMarshal.GetArrayDataReference(columns);
        uint wanted = Both << z; // the bits of this layer in the grids that have not been met yet
        double left = 0; // where the ray left the last voxel
        double truthAt = 0, predictionAt = 0;
        byte truthLabel = Free, predictionLabel = Free;
        while (true)
        {
            uint met = Unsafe.Add(ref column, at) & wanted;
            if (met != 0)
            {
                (int x, int y) = Math.DivRem(at, Stride);
                if (x is 0 or Size + 1 || y is 0 or Size + 1)
                {
                    break;
                }
                int voxel = ((x - 1) * Size + y - 1) * Layers + z;
                double leaves = Math.Min(Math.Min(tx, ty), tz);
                if ((met & TruthHalf) != 0)
                {
                    (truthAt, truthLabel, wanted) = (leaves, truth[voxel], wanted & ~TruthHalf);
                }
                if ((met & ~TruthHalf) != 0)
                {
                    (predictionAt, predictionLabel, wanted) = (leaves, prediction[voxel], wanted & TruthHalf);
                }
                if (wanted == 0)
                {
                    return new(predictionLabel, truthLabel, (float)predictionAt * Voxel, (float)truthAt * Voxel);
                }
            }
            if (tx < ty && tx < tz)
            {
                left = tx;
                tx += dx;
                at += toX;
            }
            else if (tx >= ty && ty < tz)
            {
                left = ty;
                ty += dy;
                at += toY;
            }
            else
            {
                left = tz;
                tz += dz;
                z += toZ;
                if ((uint)z >= Layers)
                {
                    break;
                }
                wanted = toZ > 0 ? wanted << 1 : wanted >> 1;
            }
        }
        // Out of the grid: what has not been met counts as far as the border.
        return new(
            predictionLabel, truthLabel,
            (float)((wanted & ~TruthHalf) != 0 ? left : predictionAt) * Voxel, (float)((wanted & TruthHalf) != 0 ? left : truthAt) * Voxel);
    }

    private void Pack()
    {
        columns.AsSpan().Fill(uint.MaxValue);
        Pack(truth, 0);
        Pack(prediction, Layers);
    }

    private void Pack(byte[] labels, int shift)
    {
        OccupiedBits.Pack(labels, [], ignoredIsOccupied: true, bits);
        for (int x = 0, from = 0; x < Size; x++)
        {
            for (int y = 0; y < Size; y++, from += Layers)
            {
                ref uint column = ref columns[(x + 1) * Stride + y + 1];
                column = column & ~(TruthHalf << shift) | (uint)OccupiedBits.Slice(bits, from, Layers) << shift;
            }
        }
    }
}
