using System.Numerics;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// F-score of occupied voxels, <c>Metric_FScore</c> in <c>loaders/old_metrics.py</c> of MCG-NJU/SparseOcc and jbwang1997/OPUS: a predicted voxel
/// is accurate if the centre of an occupied one of the truth lies within 0.6 m, one of the truth is complete if a predicted one does. In a grid of
/// 0.4 m those are the voxel itself and the 18 that share a face or an edge with it, so that no distance is computed. Shares and F-score are
/// taken by key frame and averaged over them. A frame without a prediction counts 0; one whose truth occupies nothing is left out (upstream
/// fails). For one thread at a time.
/// </summary>
public sealed class OccupancyFScore
{
    private const double Epsilon = 1e-8; // upstream's

    private readonly GridSpec grid;
    private readonly ulong[] predicted, occupied; // a bit for each layer of a column; (X + 2, Y + 2)
    private readonly ulong[] bits;
    private readonly SceneMean fScore = new(), accuracy = new(), completeness = new();

    /// <summary>For grids of 0.4 m.</summary>
    /// <exception cref="ArgumentException">The grid has other voxels, or more than 64 layers.</exception>
    public OccupancyFScore(GridSpec grid)
    {
        ArgumentNullException.ThrowIfNull(grid);
        if (grid.Voxel != GridSpec.Occ3D.Voxel || grid.SizeZ > 64)
        {
            throw new ArgumentException($"The F-score is defined for voxels of {GridSpec.Occ3D.Voxel} m in at most 64 layers; the grid is {grid}.", nameof(grid));
        }
        this.grid = grid;
        predicted = new ulong[(grid.SizeX + 2) * (grid.SizeY + 2)];
        occupied = new ulong[predicted.Length];
        bits = new ulong[OccupiedBits.Words(grid.Count)];
    }

    /// <summary>Key frames that count.</summary>
    public long Count => fScore.Count;

    /// <summary>Mean of the key frames' 2 / (1/accuracy + 1/completeness), percent.</summary>
    public ISceneMeasure FScore => fScore;

    /// <summary>Mean share of the predicted voxels that are near the truth, percent.</summary>
    public ISceneMeasure Accuracy => accuracy;

    /// <summary>Mean share of the truth's voxels that are near a predicted one, percent.</summary>
    public ISceneMeasure Completeness => completeness;

    /// <summary>Adds a key frame.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="prediction">Labels (X, Y, Z); 17 and 255 occupy nothing.</param>
    /// <param name="truth">Labels (X, Y, Z); 17 and 255 occupy nothing.</param>
    /// <param name="mask">0 where a voxel does not count, in either; empty: all count.</param>
    /// <exception cref="ArgumentException">A length does not fit the grid.</exception>
    public void Add(int scene, ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, ReadOnlySpan<byte> mask)
    {
        if (prediction.Length != grid.Count || truth.Length != grid.Count || !mask.IsEmpty && mask.Length != grid.Count)
        {
            throw new ArgumentException(
                $"Prediction, truth and mask must have {grid.Count} voxels; they have {prediction.Length}, {truth.Length} and {mask.Length}.", nameof(prediction));
        }
        Reach(scene);
        Pack(prediction, mask, predicted);
        Pack(truth, mask, occupied);
        (long near, long all) = Near(predicted, occupied);
        (long found, long there) = Near(occupied, predicted);
        if (there == 0)
        {
            return;
        }
        double accurate = all == 0 ? 0 : (double)near / all, complete = (double)found / there;
        accuracy.Add(scene, 100 * accurate);
        completeness.Add(scene, 100 * complete);
        fScore.Add(scene, all == 0 ? 0 : 100 * 2 / (1 / (accurate + Epsilon) + 1 / (complete + Epsilon)));
    }

    /// <summary>Makes room for a scene that may add nothing.</summary>
    public void Reach(int scene)
    {
        fScore.Reach(scene);
        accuracy.Reach(scene);
        completeness.Reach(scene);
    }

    private void Pack(ReadOnlySpan<byte> labels, ReadOnlySpan<byte> mask, ulong[] columns)
    {
        OccupiedBits.Pack(labels, mask, ignoredIsOccupied: false, bits);
        for (int x = 0, from = 0; x < grid.SizeX; x++)
        {
            for (int y = 0; y < grid.SizeY; y++, from += grid.SizeZ)
            {
                columns[(x + 1) * (grid.SizeY + 2) + y + 1] = OccupiedBits.Slice(bits, from, grid.SizeZ);
            }
        }
    }

    // How many voxels of one grid have one of the other beside them, in the same place or across a face or an edge; and how many there are.
    private (long Near, long All) Near(ulong[] of, ulong[] to)
    {
        long near = 0, all = 0;
        int stride = grid.SizeY + 2;
        for (int x = 1; x <= grid.SizeX; x++)
        {
            for (int y = 1; y <= grid.SizeY; y++)
            {
                int at = x * stride + y;
                if (of[at] != 0)
                {
                    ulong faces = to[at] | to[at - 1] | to[at + 1] | to[at - stride] | to[at + stride];
                    ulong edges = to[at - stride - 1] | to[at - stride + 1] | to[at + stride - 1] | to[at + stride + 1];
                    near += BitOperations.PopCount(of[at] & (faces | faces << 1 | faces >> 1 | edges));
                    all += BitOperations.PopCount(of[at]);
                }
            }
        }
        return (near, all);
    }
}
