using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Llm;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Driving;

// Q queries, R points per query now, F points per query then

/// <summary>Queries to voxels, now and at the horizons. Runs on the device's thread.</summary>
internal sealed class OccupancyReader(DrivingModel model)
{
    private readonly PointVoxelizer present = new(model.Config.Voxels);
    private readonly PointVoxelizer future = new(model.Config.ForecastVoxels);

    /// <summary>Occupancy of now from P_L and C_L.</summary>
    public SparseOccupancy Now(SceneQueries queries, StageClock clock)
    {
        using StageClock.Span _ = clock.Measure(Stage.Voxels);
        return Voxelize(present, queries.Tensors.Points[0], queries.Tensors.Logits[0]);
    }

    /// <summary>Occupancy at 1, 2 and 3 s (spec/sparseoccvla.md §7.2).</summary>
    /// <param name="queries">The scene.</param>
    /// <param name="hiddenScene">h_o (Q, D): the language model's states at the scene tokens, in its order.</param>
    /// <param name="hiddenGlobal">H_g (12, D): its states at the global tokens.</param>
    /// <param name="motion">Motion that the car is expected to make.</param>
    /// <param name="ego">The car's state; null where unknown or ignored.</param>
    /// <param name="clock">Gets the times.</param>
    public SceneForecast Ahead(
        SceneQueries queries, float[] hiddenScene, float[] hiddenGlobal, IReadOnlyList<FutureMotion> motion, EgoState? ego, StageClock clock)
    {
        int width = model.Config.Language.Width;
        ForecastPoints points;
        using (clock.Measure(Stage.Forecast))
        {
            Tensor scene = TokenArrangement.Of(model.Config.Connector, queries.Tensors.Centres())
                .Restore(tensor(hiddenScene, [1, queries.Count, width], device: model.Device));                           // (1, Q, D)
            points = model.Perception.Forecaster.forward(
                queries.Tensors,
                scene,
                tensor(hiddenGlobal, [1, MotionCode.Horizons, hiddenGlobal.Length / width / MotionCode.Horizons, width], device: model.Device), // (1, 3, 4, D)
                tensor(MotionCode.Encode(motion, ego), [1, MotionCode.Horizons, MotionCode.Width], device: model.Device)); // (1, 3, 6)
        }
        using (clock.Measure(Stage.Voxels))
        {
            return new([.. Enumerable.Range(0, MotionCode.Horizons)
                .Select(h => new OccupancyFrame(h + 1, Voxelize(future, points.Points[0, h], points.Logits[0, h]), motion[h]))]);
        }
    }

    private static SparseOccupancy Voxelize(PointVoxelizer voxelizer, Tensor points, Tensor logits)
    {
        using DisposeScope scope = NewDisposeScope();
        return voxelizer.Voxelize(points.ToArray(), logits.ToArray(), (int)points.shape[1]);
    }
}
