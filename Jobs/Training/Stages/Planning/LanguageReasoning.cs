using VoxPilot.Core;
using VoxPilot.Driving;
using VoxPilot.Llm;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// The hidden states of an aligned language model (<see cref="ReasoningSource.LanguageModel"/>), which stays as it is, and the connector before it too. Its
/// state at the plan token depends on the scene alone and is kept for every key frame (<see cref="PlanStateCache"/>); those at scene and global
/// tokens are computed when a forecast needs them.
/// </summary>
/// <param name="model">The networks.</param>
/// <param name="reader">Runs the language model.</param>
/// <param name="plans">States at the plan token.</param>
internal sealed class LanguageReasoning(DrivingModel model, SceneReader reader, PlanStateCache plans) : IPlanningReasoning
{
    /// <inheritdoc/>
    public PlanningStates Think(IReadOnlyList<PlannerExample> examples, OccupancyQueries queries, IReadOnlyList<EgoState?> egos) => new(
        model, queries,
        () => plans.Read(examples, model.Device),
        () =>
        {
            using IDisposable noGradients = no_grad();
            return PlanningStates.TokenState(model, PlanningStates.GlobalTokens(model, queries.Features, egos));
        },
        () =>
        {
            using IDisposable noGradients = no_grad();
            SceneStates states = reader.Plan(queries, egos, [.. examples.Select(example => example.Location)]);
            return new(states.Scene, states.Global!);
        });
}
