using VoxPilot.Driving;
using VoxPilot.Perception;
using VoxPilot.Planning;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// B batch, Q queries, D channels of the language model, H horizons

/// <summary>B scenes as planner and forecaster take them. States are thought up when they are first asked for.</summary>
/// <param name="model">The networks.</param>
/// <param name="queries">Q_L, P_L; no logits, which follow from Q_L.</param>
/// <param name="plan">Thinks up h_r (B, D).</param>
/// <param name="tokens">The tokens' own state (B, D), for a planner that hears it.</param>
/// <param name="ahead">Thinks up H_o and H_g.</param>
internal sealed class PlanningStates(DrivingModel model, OccupancyQueries queries, Func<Tensor> plan, Func<Tensor> tokens, Func<ReasoningStates> ahead)
{
    private Tensor? planned;

    /// <summary>Q_L, P_L.</summary>
    public OccupancyQueries Queries => queries;

    /// <summary>What the planner takes.</summary>
    /// <param name="ego">The 21 numbers of <see cref="EgoFeatures"/> of each scene.</param>
    /// <param name="vary">What is done to h_r before; null: nothing.</param>
    public PlannerInput Input(IReadOnlyList<float[]> ego, Func<Tensor, Tensor>? vary = null)
    {
        planned ??= plan();
        return new(
            queries.Features, queries.Centres(), tensor([.. ego.SelectMany(e => e)], [ego.Count, EgoFeatures.Count], device: planned.device), vary is null ? planned : vary(planned),
            model.Config.Planner.HearsTokens ? tokens() : null);
    }

    /// <summary>Points at 1, 2 and 3 s.</summary>
    /// <param name="motion">The motion code (H, 6) of each scene.</param>
    public ForecastPoints Forecast(IReadOnlyList<float[]> motion)
    {
        ReasoningStates states = ahead();
        return model.Perception.Forecaster.forward(
            WithLogits(), states.Scene, states.Global.view(motion.Count, MotionCode.Horizons, -1, states.Global.shape[2]), Codes(motion, states.Scene.device));
    }

    /// <summary>What stands for h_r where no language model takes part (<see cref="ReasoningSource.Constant"/>), and beside it where tokens are heard too: plan token + mean of T_g, (B, D).</summary>
    public static Tensor TokenState(DrivingModel model, Tensor global) => model.Connector.PlanToken + global.mean([1]);

    /// <summary>T_g (B, H·4, D): where the ego state is known, they are told what follows from holding speed and steering; elsewhere they have a learned code.</summary>
    /// <param name="model">The networks.</param>
    /// <param name="features">Q_L (B, Q, C).</param>
    /// <param name="egos">The car's state in each scene; null where it is unknown or withheld.</param>
    public static Tensor GlobalTokens(DrivingModel model, Tensor features, IReadOnlyList<Core.EgoState?> egos)
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

    private OccupancyQueries WithLogits()
    {
        if (!model.Config.Perception.Forecaster.StartsFromPresent)
        {
            return queries;
        }
        using IDisposable _ = no_grad();
        return queries with { Logits = model.Perception.Occupancy.Classify(queries.Features) };
    }

    private static Tensor Codes(IReadOnlyList<float[]> motion, Device device) =>
        tensor([.. motion.SelectMany(m => m)], [motion.Count, MotionCode.Horizons, MotionCode.Width], device: device);
}
