using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>
/// Points with class logits to labelled voxels (spec/sparseoccvla.md §3.4): drop points far from their query's centre and weak
/// ones, gather the rest by voxel, close gaps, label by the best class. Buffers are allocated once and owned by the object,
/// which serves one caller at a time. <see cref="PointVoxelizerReference"/> is its plain twin.
/// </summary>
public sealed class PointVoxelizer
{
    private const int Classes = OccupancyClasses.Occupied;
    private const int PointsPerVoxel = 10;
    private const float DampingDistance = 0.1f;
    private const float LogitSlack = 1e-3f;

    private readonly PointVoxelizerConfig config;
    private readonly GridSpec grid;
    private readonly float[] weakestLogits = new float[Classes];
    private readonly float lowestThreshold;

    private readonly int[] slots;          // voxel → slot + 1, 0 where no point fell
    private readonly List<int> touched = [];
    private readonly float[] pointScores = new float[Classes];
    private float[] scores = [];           // (slots, 17): sums or maxima
    private int[] counts = [];
    private readonly VoxelClosing? closing;
    private readonly List<int> gaps = [];  // voxels where some class closes, none confident by itself
    private readonly float[] plane;        // scores of one class
    private readonly float[] bestScore;
    private readonly byte[] bestLabel;
    private readonly bool[] closed;        // gaps that exceed a threshold of their class
    private readonly bool[] filled;

    /// <summary>A voxelizer of the given rules.</summary>
    public PointVoxelizer(PointVoxelizerConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.Thresholds.Length != Classes || config.Thresholds.Any(t => t is not (>= 0 and < 1)))
        {
            throw new ArgumentException($"Thresholds must be {Classes} numbers in 0…1.", nameof(config));
        }
        this.config = config;
        grid = config.Grid;
        lowestThreshold = config.Thresholds.Min();
        for (int c = 0; c < Classes; c++)
        {
            // Slightly too low, so that the sigmoid alone decides at the border.
            weakestLogits[c] = config.Thresholds[c] == 0 ? float.NegativeInfinity : Logit(config.Thresholds[c]) - LogitSlack;
        }
        int voxels = grid.Count;
        slots = new int[voxels];
        plane = new float[voxels];
        bestScore = new float[voxels];
        bestLabel = new byte[voxels];
        filled = new bool[voxels];
        closed = new bool[voxels];
        closing = config.Closing ? new(grid) : null;
    }

    /// <summary>Labels the voxels of one sample.</summary>
    /// <param name="points">(Q, R, 3) metres, ego frame.</param>
    /// <param name="logits">(Q, R, 17).</param>
    /// <param name="pointsPerQuery">R.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public SparseOccupancy Voxelize(ReadOnlySpan<float> points, ReadOnlySpan<float> logits, int pointsPerQuery)
    {
        if (pointsPerQuery < 1 || points.Length % (3 * pointsPerQuery) != 0 || logits.Length != points.Length / 3 * Classes)
        {
            throw new ArgumentException(
                $"Points must be (Q, {pointsPerQuery}, 3) and logits (Q, {pointsPerQuery}, {Classes}); {points.Length} and {logits.Length} numbers were given.",
                nameof(points));
        }
        Gather(points, logits, pointsPerQuery);
        Average();
        LabelConfident();
        if (closing is not null)
        {
            Close();
        }
        SparseOccupancy result = Collect();
        Reset();
        return result;
    }

    private void Gather(ReadOnlySpan<float> points, ReadOnlySpan<float> logits, int pointsPerQuery)
    {
        int queries = points.Length / (3 * pointsPerQuery);
        for (int q = 0; q < queries; q++)
        {
            ReadOnlySpan<float> own = points.Slice(q * pointsPerQuery * 3, pointsPerQuery * 3);
            (float cx, float cy, float cz) = Centre(own, pointsPerQuery);
            for (int r = 0; r < pointsPerQuery; r++)
            {
                float x = own[3 * r], y = own[3 * r + 1], z = own[3 * r + 2];
                float dx = x - cx, dy = y - cy, dz = z - cz;
                float distance = MathF.Sqrt(dx * dx + dy * dy + dz * dz);
                if (distance < config.MaximumDistance && Locate(x, y, z) is >= 0 and int voxel
                    && Score(logits.Slice((q * pointsPerQuery + r) * Classes, Classes), distance))
                {
                    Add(voxel);
                }
            }
        }
    }

    /// <summary>Fills <see cref="pointScores"/>; false if no class exceeds its threshold.</summary>
    private bool Score(ReadOnlySpan<float> logits, float distance)
    {
        bool possible = false;
        for (int c = 0; c < Classes; c++)
        {
            possible |= logits[c] > weakestLogits[c];
        }
        if (!possible)
        {
            return false;
        }
        float damping = 1;
        if (config.Scoring == VoxelScoring.SparseWorld
            && ArgMax(logits) is (int)OccupancyClass.Manmade or (int)OccupancyClass.Vegetation && distance > DampingDistance)
        {
            damping = DampingDistance / distance;
        }
        bool strong = false;
        for (int c = 0; c < Classes; c++)
        {
            pointScores[c] = Sigmoid(logits[c]) * damping;
            strong |= pointScores[c] > config.Thresholds[c];
        }
        return strong;
    }

    private void Add(int voxel)
    {
        int slot = slots[voxel] - 1;
        if (slot < 0)
        {
            slot = touched.Count;
            touched.Add(voxel);
            slots[voxel] = slot + 1;
            if (slot >= counts.Length)
            {
                Array.Resize(ref counts, Math.Max(1024, 2 * counts.Length));
                Array.Resize(ref scores, counts.Length * Classes);
            }
            counts[slot] = 1;
            pointScores.CopyTo(scores, slot * Classes);
            return;
        }
        Span<float> own = scores.AsSpan(slot * Classes, Classes);
        if (config.Scoring == VoxelScoring.SparseWorld)
        {
            for (int c = 0; c < Classes; c++)
            {
                own[c] = Math.Max(own[c], pointScores[c]);
            }
        }
        else if (counts[slot] < PointsPerVoxel)
        {
            counts[slot]++;
            for (int c = 0; c < Classes; c++)
            {
                own[c] += pointScores[c];
            }
        }
    }

    private void Average()
    {
        if (config.Scoring != VoxelScoring.Opus)
        {
            return;
        }
        for (int slot = 0; slot < touched.Count; slot++)
        {
            foreach (ref float score in scores.AsSpan(slot * Classes, Classes))
            {
                score /= counts[slot];
            }
        }
    }

    /// <summary>
    /// Dilation, then erosion, of each class; voxels that are confident by themselves keep their own scores. Classes that
    /// exceed the lowest threshold nowhere cannot win a voxel and are left out.
    /// </summary>
    private void Close()
    {
        for (int c = 0; c < Classes; c++)
        {
            for (int slot = 0; slot < touched.Count; slot++)
            {
                plane[touched[slot]] = scores[slot * Classes + c];
            }
            foreach (int voxel in closing!.Above(plane, touched, lowestThreshold))
            {
                if (filled[voxel])
                {
                    continue; // confident by itself
                }
                float score = closing.Value(plane, voxel);
                if (score > bestScore[voxel])
                {
                    if (bestScore[voxel] == 0)
                    {
                        gaps.Add(voxel);
                    }
                    bestScore[voxel] = score;
                    bestLabel[voxel] = (byte)c;
                }
                closed[voxel] |= score > config.Thresholds[c];
            }
        }
        foreach (int voxel in touched)
        {
            plane[voxel] = 0;
        }
    }

    /// <summary>Labels the voxels that are confident by themselves.</summary>
    private void LabelConfident()
    {
        for (int slot = 0; slot < touched.Count; slot++)
        {
            if (Confident(slot))
            {
                ReadOnlySpan<float> own = scores.AsSpan(slot * Classes, Classes);
                int label = ArgMax(own);
                (filled[touched[slot]], bestLabel[touched[slot]], bestScore[touched[slot]]) = (true, (byte)label, own[label]);
            }
        }
    }

    private SparseOccupancy Collect()
    {
        foreach (int voxel in gaps)
        {
            filled[voxel] = closed[voxel];
        }
        int count = filled.AsSpan().Count(true);
        int[] voxels = new int[count];
        byte[] labels = new byte[count];
        float[] best = new float[count];
        for (int i = 0, voxel = -1; i < count; i++)
        {
            voxel += 1 + filled.AsSpan(voxel + 1).IndexOf(true);
            (voxels[i], labels[i], best[i]) = (voxel, bestLabel[voxel], bestScore[voxel]);
        }
        return new() { Spec = grid, Voxels = voxels, Labels = labels, Scores = best };
    }

    private void Reset()
    {
        foreach (int voxel in touched)
        {
            slots[voxel] = 0;
            filled[voxel] = false;
            bestScore[voxel] = 0;
        }
        foreach (int voxel in gaps)
        {
            filled[voxel] = false;
            closed[voxel] = false;
            bestScore[voxel] = 0;
        }
        touched.Clear();
        gaps.Clear();
    }

    private bool Confident(int slot)
    {
        for (int c = 0; c < Classes; c++)
        {
            if (scores[slot * Classes + c] > config.Thresholds[c])
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>index = ⌊(p − origin) / voxel⌋ in single precision; −1 outside and for NaN.</summary>
    private int Locate(float x, float y, float z)
    {
        float voxel = (float)grid.Voxel;
        float i = MathF.Floor((x - (float)grid.Origin.X) / voxel);
        float j = MathF.Floor((y - (float)grid.Origin.Y) / voxel);
        float k = MathF.Floor((z - (float)grid.Origin.Z) / voxel);
        return i >= 0 && i < grid.SizeX && j >= 0 && j < grid.SizeY && k >= 0 && k < grid.SizeZ
            ? grid.Index((int)i, (int)j, (int)k) : -1;
    }

    private static (float X, float Y, float Z) Centre(ReadOnlySpan<float> points, int count)
    {
        float x = 0, y = 0, z = 0;
        for (int r = 0; r < count; r++)
        {
            x += points[3 * r];
            y += points[3 * r + 1];
            z += points[3 * r + 2];
        }
        return (x / count, y / count, z / count);
    }

    private static int ArgMax(ReadOnlySpan<float> values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    internal static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    private static float Logit(float p) => MathF.Log(p / (1 - p));
}
