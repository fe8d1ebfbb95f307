using VoxPilot.Core;
using VoxPilot.Driving;
using VoxPilot.Llm;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// B scenes, Q queries, D channels of the language model

/// <summary>Queries through connector and language model, with whatever is said about them.</summary>
/// <param name="model">The networks.</param>
/// <param name="language">The language model.</param>
internal sealed class SceneReader(DrivingModel model, TrainedLanguage language)
{
    /// <summary>Questions about scenes, and perhaps the planning request. States at scene tokens come back in the queries' order.</summary>
    /// <param name="seen">Q_L and P_L of the scenes.</param>
    /// <param name="egos">The car's state in each; null where it is unknown or withheld.</param>
    /// <param name="turns">The questions of each.</param>
    /// <param name="places">Where each was taken, for the planning request (null there: not told); null: none is made.</param>
    public SceneStates Read(OccupancyQueries seen, IReadOnlyList<EgoState?> egos, IReadOnlyList<IReadOnlyList<TrainedTurn>> turns, IReadOnlyList<string?>? places)
    {
        TokenArrangement arrangement = TokenArrangement.Of(model.Config.Connector, seen.Centres());
        Tensor scene = arrangement.Arrange(model.SceneTokens(seen));                                 // T_o (B, Q, D)
        Tensor global = PlanningStates.GlobalTokens(model, seen.Features, egos);                        // T_g (B, G, D)
        SceneSequence[] sequences =
        [
            .. turns.Select((asked, b) => new SceneSequence
            {
                Prefix = language.Tokens.Prefix,
                SceneTokens = (int)scene.shape[1],
                Attention = model.Config.Attention,
                GlobalTokens = (int)global.shape[1],
                Turns = asked,
                PlanRequest = places is null ? null : language.Tokens.PlanRequest(places[b]),
            }),
        ];
        SceneStates states = language.Reading.Run(sequences, scene, global, model.Connector.PlanToken);
        return states with { Scene = arrangement.Restore(states.Scene) };
    }

    /// <summary>The planning request alone.</summary>
    public SceneStates Plan(OccupancyQueries seen, IReadOnlyList<EgoState?> egos, IReadOnlyList<string?> places) =>
        Read(seen, egos, [.. egos.Select(_ => (IReadOnlyList<TrainedTurn>)[])], places);
}
