using VoxPilot.Core;
using VoxPilot.Driving;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>The tokens themselves, where no language model takes part (<see cref="ReasoningSource.Constant"/>); the connector that makes them learns with the rest.</summary>
internal sealed class TokenReasoning(DrivingModel model) : IPlanningReasoning
{
    /// <inheritdoc/>
    public PlanningStates Think(IReadOnlyList<PlannerExample> examples, OccupancyQueries queries, IReadOnlyList<EgoState?> egos)
    {
        Tensor global = PlanningStates.GlobalTokens(model, queries.Features, egos);                          // (B, H·4, D)
        return new(
            model, queries,
            () => PlanningStates.TokenState(model, global),                                                  // h_r (B, D)
            () => PlanningStates.TokenState(model, global),
            () => new(model.SceneTokens(queries), global));
    }
}
