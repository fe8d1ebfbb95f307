using VoxPilot.Core;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Driving;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// B batch, K samples of it whose future is known, H horizons, Q queries, F points of a query then

/// <summary>
/// What the forecaster's mistakes cost (spec/sparseoccvla.md §7.2): at each horizon the Chamfer distance and the focal loss of §3.3 against the
/// occupancy of that instant in its own ego frame. Nothing is asked of points that the car has left behind the grid: those that lie behind it, and,
/// unless queries that leave it come in again (<see cref="ForecasterConfig.StartsFromPresent"/>), those of queries whose centre, standing still in the world, lies behind it by then.
/// </summary>
internal sealed class ForecastLoss
{
    private readonly OccupancyLoss loss;
    private readonly GridSpec grid;
    private readonly IReadOnlyList<double> weights;
    private readonly bool masked, reused;
    private readonly List<byte[]> labels = [], masks = []; // of the samples at hand, used again at every step

    /// <summary>A loss of horizons.</summary>
    /// <param name="forecaster">What is taught.</param>
    /// <param name="config">The loss of a horizon.</param>
    /// <param name="weights">Weight of each horizon.</param>
    public ForecastLoss(ForecasterConfig forecaster, OccupancyLossConfig config, IReadOnlyList<double> weights)
    {
        (grid, reused, masked) = (forecaster.Grid, forecaster.StartsFromPresent, config.NeedsMask);
        (this.weights, loss) = (weights, new(config, grid));
    }

    /// <summary>Two terms for each horizon: <c>forecast.1s.pts</c>, <c>forecast.1s.cls</c> and so on, zero where no sample's future is known.</summary>
    /// <param name="ahead">What is forecast.</param>
    /// <param name="centres">Centres of the queries now, (B, Q, 3).</param>
    /// <param name="samples">The truth.</param>
    public IEnumerable<LossTerm> Terms(ForecastPoints ahead, Tensor centres, IReadOnlyList<TrainingSample> samples)
    {
        for (int h = 0; h < weights.Count; h++)
        {
            long[] known = [.. Enumerable.Range(0, samples.Count).Where(b => IsKnown(samples[b], h)).Select(b => (long)b)];
            IReadOnlyDictionary<string, Tensor>? terms = known.Length == 0 ? null : Terms(ahead, centres, samples, known, h);
            foreach (string name in (string[])["pts", "cls"])
            {
                yield return new($"forecast.{h + 1}s.{name}", terms is null ? zeros([], device: centres.device) : terms[$"{name}.0"] * weights[h]);
            }
        }
    }

    private IReadOnlyDictionary<string, Tensor> Terms(ForecastPoints ahead, Tensor centres, IReadOnlyList<TrainingSample> samples, long[] known, int h)
    {
        Tensor index = tensor(known, device: centres.device);
        Tensor points = ahead.Points.select(1, h).index_select(0, index);                                  // (K, Q, F, 3)
        OccupancyQueries then = new() { Features = centres, Points = points, Logits = ahead.Logits.select(1, h).index_select(0, index) };
        FutureMotion[] motion = [.. known.Select(b => MotionCode.FromTrajectory(samples[(int)b].Now.Future!)[h])];
        Tensor kept = Kept(points.detach(), centres.index_select(0, index), motion);
        return loss.Terms(null, [then], OccupancyTarget.Of(Grids(samples, known, h), masked ? Masks(samples, known, h) : null, centres.device), [kept]);
    }

    /// <summary>1 for points that something is asked of, else 0: (K, Q, F).</summary>
    private Tensor Kept(Tensor points, Tensor centres, FutureMotion[] motion)
    {
        float rear = (float)grid.Origin.X;
        Tensor ahead = points.select(3, 0).ge(rear);
        if (reused)
        {
            return ahead.to_type(ScalarType.Float32);
        }
        Tensor Of(Func<FutureMotion, double> value) => tensor([.. motion.Select(m => (float)value(m))], [motion.Length, 1], device: centres.device);
        Tensor then = (centres.select(2, 0) - Of(m => m.X)) * Of(m => Math.Cos(m.Yaw)) + (centres.select(2, 1) - Of(m => m.Y)) * Of(m => Math.Sin(m.Yaw)); // (K, Q)
        return (ahead & then.ge(rear).unsqueeze(-1)).to_type(ScalarType.Float32);
    }

    private OccupancyGrid[] Grids(IReadOnlyList<TrainingSample> samples, long[] known, int h)
    {
        Copy(labels, k => Labels(samples[(int)known[k]], h), known.Length);
        return [.. Enumerable.Range(0, known.Length).Select(k => new OccupancyGrid(grid, labels[k]))];
    }

    private List<byte[]> Masks(IReadOnlyList<TrainingSample> samples, long[] known, int h)
    {
        Copy(masks, k => samples[(int)known[k]].MasksCameraAhead.AsSpan(h * grid.Count, grid.Count), known.Length);
        return masks[..known.Length];
    }

    private void Copy(List<byte[]> to, Voxels from, int count)
    {
        while (to.Count < count)
        {
            to.Add(new byte[grid.Count]);
        }
        for (int k = 0; k < count; k++)
        {
            from(k).CopyTo(to[k]);
        }
    }

    private delegate ReadOnlySpan<byte> Voxels(int sample);

    private bool IsKnown(TrainingSample sample, int h) =>
        sample.LabelsAhead is not null && Labels(sample, h)[0] != TrainingSample.Unknown && Labels(sample, h).ContainsAnyExcept((byte)OccupancyClass.Free);

    private ReadOnlySpan<byte> Labels(TrainingSample sample, int h) => sample.LabelsAhead.AsSpan(h * grid.Count, grid.Count);
}
