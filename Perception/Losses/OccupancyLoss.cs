using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, Q queries, R points of a query, N = B·Q·R points, G occupied voxels of all samples, K classes

/// <summary>
/// What the encoder's mistakes cost (spec/sparseoccvla.md §3.3): on every layer the Chamfer distance between its points and the
/// occupied voxels, and the focal loss of each point's classes against the label of its nearest voxel; of the starting points the
/// Chamfer distance alone. The pairs are found on the host and pass no gradient on. Serves one caller at a time.
/// </summary>
public sealed class OccupancyLoss
{
    private readonly OccupancyLossConfig config;
    private readonly ConcurrentBag<ChamferMatcher> matchers = []; // one for each sample that is matched at the same time
    private readonly float[] centre;
    private readonly double diagonal;
    private readonly ChamferTerm chamfer;

    /// <summary>A loss of the given weights for truths of the given shape.</summary>
    public OccupancyLoss(OccupancyLossConfig config, GridSpec grid)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(grid);
        if (config.ClassWeights.Length != OccupancyClasses.Occupied)
        {
            throw new ArgumentException($"{OccupancyClasses.Occupied} class weights are expected; {config.ClassWeights.Length} were given.", nameof(config));
        }
        this.config = config;
        Grid = grid;
        Vector3D middle = (grid.Origin + grid.Maximum) * 0.5, size = grid.Maximum - grid.Origin;
        centre = [(float)middle.X, (float)middle.Y];
        diagonal = Math.Sqrt(size.X * size.X + size.Y * size.Y);
        float[] leastWeights = new float[OccupancyClasses.Occupied], factors = new float[OccupancyClasses.Occupied];
        foreach (int label in config.RareClasses)
        {
            leastWeights[label] = config.RareWeight;
        }
        for (int label = 0; label < factors.Length; label++)
        {
            factors[label] = config.BackgroundClasses.Contains(label) ? config.BackgroundWeight : 1;
        }
        chamfer = new(config, leastWeights, factors);
    }

    /// <summary>Shape of the truths.</summary>
    public GridSpec Grid { get; }

    /// <summary>Every term by its name: <c>pts.init</c>, then <c>pts.0</c>, <c>cls.0</c>, … of each layer. Their sum is the loss.</summary>
    /// <param name="initialPoints">P_0 (Q, 3), metres (<see cref="OccupancyEncoder.InitialPointsInMetres"/>); null: no such term.</param>
    /// <param name="layers">All layers' queries (<see cref="OccupancyEncoder.Layers"/>).</param>
    /// <param name="target">What they are to find.</param>
    /// <param name="pointFactors">
    /// For each layer factors (B, Q, R) of what a point pays for lying far from any voxel and for its classes; null: 1. What voxels pay for having
    /// no point is not changed.
    /// </param>
    public IReadOnlyDictionary<string, Tensor> Terms(
        Tensor? initialPoints, IReadOnlyList<OccupancyQueries> layers, OccupancyTarget target, IReadOnlyList<Tensor>? pointFactors = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentNullException.ThrowIfNull(target);
        using DisposeScope scope = NewDisposeScope();
        using Autocast single = Autocast.Off(target.Centres.device_type);
        List<Tensor> sets = [.. layers.Select(layer => layer.Points.flatten(1, 2).to_type(ScalarType.Float32))];   // (B, Q·R, 3)
        if (initialPoints is not null)
        {
            sets.Add(initialPoints.unsqueeze(0).expand(target.Grids.Count, -1, 3).to_type(ScalarType.Float32));
        }
        (Tensor VoxelOfPoint, Tensor PointOfVoxel)[] pairs = Match(sets, target);
        Dictionary<string, Tensor> terms = [];
        if (initialPoints is not null)
        {
            terms["pts.init"] = chamfer.Value(sets[^1].reshape(-1, 3), pairs[^1].VoxelOfPoint, pairs[^1].PointOfVoxel, target);
        }
        for (int l = 0; l < layers.Count; l++)
        {
            Tensor points = sets[l].reshape(-1, 3);                                                    // (N, 3)
            Tensor? factor = pointFactors?[l].flatten();                                               // (N)
            terms[$"pts.{l}"] = chamfer.Value(points, pairs[l].VoxelOfPoint, pairs[l].PointOfVoxel, target, factor);
            terms[$"cls.{l}"] = Classes(layers[l].Logits.flatten(0, 2).to_type(ScalarType.Float32), points, pairs[l].VoxelOfPoint, target, factor);
        }
        foreach (Tensor term in terms.Values)
        {
            term.MoveToOuterDisposeScope();
        }
        return terms;
    }

    /// <summary>2 · mean_i Σ_c a_c · d_i · FL(C_i,c); a_c goes by the column, not by the label.</summary>
    private Tensor Classes(Tensor logits, Tensor points, Tensor voxelOfPoint, OccupancyTarget target, Tensor? factor)
    {
        Tensor labels = target.Labels.index_select(0, voxelOfPoint);                                   // (N)
        Tensor weights = PointWeights(points.detach(), voxelOfPoint, target);
        weights = factor is null ? weights : weights * factor;
        return FocalLoss.WeightedSum(logits, labels, weights, config.ClassWeights, config.Gamma, config.Alpha) * (config.ClassWeight / points.shape[0]);
    }

    /// <summary>d_i (N): 1 + the matched voxel's distance from the scene's centre over the scene's diagonal.</summary>
    private Tensor PointWeights(Tensor points, Tensor voxelOfPoint, OccupancyTarget target)
    {
        using IDisposable _ = no_grad();
        Tensor aim = target.Centres.index_select(0, voxelOfPoint);                                     // (N, 3)
        Tensor weights = (aim.narrow(1, 0, 2) - tensor(centre, device: aim.device)).norm(1) / diagonal + 1;
        return config.NearPointsCountMore ? weights * (points - aim).norm(1).reciprocal().clamp(0.4, 1) : weights;
    }

    /// <summary>The pairs of each set (B, n, 3), as places in the flattened points and voxels of the batch.</summary>
    private (Tensor VoxelOfPoint, Tensor PointOfVoxel)[] Match(IReadOnlyList<Tensor> sets, OccupancyTarget target)
    {
        Tensor[] hosts = [.. sets.Select(set => set.detach().cpu().contiguous())];
        (Tensor VoxelOfPoint, Tensor PointOfVoxel)[] pairs =
            [.. hosts.Select(set => (empty(set.shape[0] * set.shape[1], ScalarType.Int64), empty(target.Counts.Sum(), ScalarType.Int64)))];
        int[] before = new int[target.Grids.Count];
        for (int b = 1; b < before.Length; b++)
        {
            before[b] = before[b - 1] + target.Counts[b - 1];
        }
        Parallel.For(0, target.Grids.Count, () => Rent(), (b, _, matcher) =>
        {
            matcher.Load(target.Grids[b]); // once for all layers
            for (int s = 0; s < hosts.Length; s++)
            {
                int n = (int)hosts[s].shape[1];
                Span<long> voxels = Elements<long>(pairs[s].VoxelOfPoint).Slice(b * n, n), points = Elements<long>(pairs[s].PointOfVoxel).Slice(before[b], target.Counts[b]);
                matcher.Match(Elements<float>(hosts[s]).Slice(3 * b * n, 3 * n), voxels, points);
                Shift(voxels, before[b]);
                Shift(points, b * n);
            }
            return matcher;
        }, matchers.Add);
        GC.KeepAlive(hosts);
        Device device = target.Centres.device;
        return [.. pairs.Select(pair => (pair.VoxelOfPoint.to(device), pair.PointOfVoxel.to(device)))];
    }

    private ChamferMatcher Rent() => matchers.TryTake(out ChamferMatcher? matcher) ? matcher : new(Grid);

    private static Span<T> Elements<T>(Tensor tensor) where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.bytes);

    private static void Shift(Span<long> places, int by)
    {
        foreach (ref long place in places)
        {
            place += by;
        }
    }
}
