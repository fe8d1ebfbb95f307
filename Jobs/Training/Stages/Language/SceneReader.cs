using VoxPilot.Core;
using VoxPilot.Driving;
using VoxPilot.Llm;
using VoxPilot.Perception;
using VoxPilot.Torch;

namespace VoxPilot.Jobs.Training;

// B scenes, Q queries, D channels of the language model

/// <summary>Queries through connector and language model, with whatever is said about them.</summary>
/// <param name="model">The networks.</param>
/// <param name="language">The language model.</param>
internal sealed class SceneReader(DrivingModel model, TrainedLanguage language)
{
    /// <summary>T_o and T_g of scenes. In single precision also where autocast is on: 8 bits of 80 m are 0.3 m.</summary>
    /// <param name="seen">Q_L and P_L of the scenes.</param>
    /// <param name="egos">The car's state in each; null where it is unknown or withheld.</param>
    public SceneTokens Tokens(OccupancyQueries seen, IReadOnlyList<EgoState?> egos)
    {
        using Autocast _ = Autocast.Off(model.Device.type);
        TokenArrangement arrangement = TokenArrangement.Of(model.Config.Connector, seen.Centres());
        return new(arrangement.Arrange(model.SceneTokens(seen)), PlanningStates.GlobalTokens(model, seen.Features, egos), arrangement);
    }

    /// <summary>Questions about scenes, and perhaps the planning request. States at scene tokens come back in the queries' order.</summary>
    /// <param name="tokens">The scenes.</param>
    /// <param name="turns">The questions of each.</param>
    /// <param name="places">Where each was taken, for the planning request (null there: not told); null: none is made.</param>
    /// <param name="codes">Questions that are asked by a vector; null: none.</param>
    public SceneStates Read(SceneTokens tokens, IReadOnlyList<IReadOnlyList<TrainedTurn>> turns, IReadOnlyList<string?>? places, CodedQuestions? codes = null)
    {
        SceneSequence[] sequences =
        [
            .. turns.Select((asked, b) => new SceneSequence
            {
                Prefix = language.Tokens.Prefix,
                SceneTokens = (int)tokens.Scene.shape[1],
                Attention = model.Config.Attention,
                GlobalTokens = (int)tokens.Global.shape[1],
                Turns = asked,
                PlanRequest = places is null ? null : language.Tokens.PlanRequest(places[b]),
                Codes = (int)(codes?.Vectors.shape[1] ?? 0),
            }),
        ];
        SceneStates states = language.Reading.Run(sequences, tokens.Scene, tokens.Global, model.Connector.PlanToken, codes);
        return states with { Scene = tokens.Arrangement.Restore(states.Scene) };
    }

    /// <summary>The same of what is seen.</summary>
    public SceneStates Read(OccupancyQueries seen, IReadOnlyList<EgoState?> egos, IReadOnlyList<IReadOnlyList<TrainedTurn>> turns, IReadOnlyList<string?>? places) =>
        Read(Tokens(seen, egos), turns, places);

    /// <summary>The planning request alone.</summary>
    public SceneStates Plan(OccupancyQueries seen, IReadOnlyList<EgoState?> egos, IReadOnlyList<string?> places) =>
        Read(seen, egos, [.. egos.Select(_ => (IReadOnlyList<TrainedTurn>)[])], places);
}
