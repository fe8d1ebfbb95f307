using VoxPilot.Driving;
using VoxPilot.Perception;
using VoxPilot.Planning;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// B batch, Q queries, D channels of the language model, H horizons

/// <summary>B scenes as planner and forecaster take them while no language model is aligned (<see cref="ReasoningSource.Constant"/>).</summary>
/// <param name="Queries">Q_L, P_L; no logits, which follow from Q_L.</param>
/// <param name="Plan">h_r (B, D).</param>
/// <param name="Global">H_g (B, H, 4, D).</param>
internal sealed record PlanningStates(OccupancyQueries Queries, Tensor Plan, Tensor Global)
{
    /// <summary>Takes queries through the connector.</summary>
    /// <param name="model">The networks.</param>
    /// <param name="queries">The scenes.</param>
    /// <param name="egos">The car's state in each; null where it is unknown or withheld.</param>
    public static PlanningStates Of(DrivingModel model, OccupancyQueries queries, IReadOnlyList<Core.EgoState?> egos)
    {
        Tensor global = GlobalTokens(model, queries.Features, egos);                                                   // (B, H·4, D)
        Tensor plan = model.Connector.PlanToken + global.mean([1]);                                                    // h_r (B, D)
        return new(queries, plan, global.view(egos.Count, MotionCode.Horizons, -1, global.shape[2]));
    }

    /// <summary>What the planner takes.</summary>
    /// <param name="ego">The 21 numbers of <see cref="EgoFeatures"/> of each scene.</param>
    public PlannerInput Input(IReadOnlyList<float[]> ego) => new(
        Queries.Features, Queries.Centres(), tensor([.. ego.SelectMany(e => e)], [ego.Count, EgoFeatures.Count], device: Plan.device), Plan);

    /// <summary>Points at 1, 2 and 3 s.</summary>
    /// <param name="model">The networks.</param>
    /// <param name="motion">The motion code (H, 6) of each scene.</param>
    public ForecastPoints Forecast(DrivingModel model, IReadOnlyList<float[]> motion) => model.Perception.Forecaster.forward(
        WithLogits(model), model.Connector.Scene.forward(Queries.Features, Queries.Points), Global, Codes(motion, Plan.device)); // the second is h_o (B, Q, D)

    private OccupancyQueries WithLogits(DrivingModel model)
    {
        if (!model.Config.Perception.Forecaster.StartsFromPresent)
        {
            return Queries;
        }
        using IDisposable _ = no_grad();
        return Queries with { Logits = model.Perception.Occupancy.Classify(Queries.Features) };
    }

    // Where the ego state is known, the global tokens are told what follows from holding speed and steering; elsewhere they have a learned code.
    private static Tensor GlobalTokens(DrivingModel model, Tensor features, IReadOnlyList<Core.EgoState?> egos)
    {
        if (egos.All(ego => ego is null))
        {
            return model.Connector.Global.forward(features, null);
        }
        Tensor told = model.Connector.Global.forward(features, Codes([.. egos.Select(ego => MotionCode.Encode(MotionCode.Extrapolate(ego), ego))], features.device));
        if (egos.All(ego => ego is not null))
        {
            return told;
        }
        Tensor known = tensor([.. egos.Select(ego => ego is null ? 0f : 1f)], [egos.Count, 1, 1], device: features.device);
        return told * known + model.Connector.Global.forward(features, null) * (1 - known);
    }

    private static Tensor Codes(IReadOnlyList<float[]> motion, Device device) =>
        tensor([.. motion.SelectMany(m => m)], [motion.Count, MotionCode.Horizons, MotionCode.Width], device: device);
}
