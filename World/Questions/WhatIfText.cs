using VoxPilot.Core.Formats;
using VoxPilot.World.Numerics;
using VoxPilot.World.Simulation;

namespace VoxPilot.World.Questions;

/// <summary>Counterfactual questions: what would happen if the car followed a path.</summary>
internal static class WhatIfText
{
    /// <summary>
    /// What would happen on each path that can be imagined, as far as it is certain and does not hang on a thing that is hidden now.
    /// Empty if fewer than three seconds were recorded.
    /// </summary>
    public static IReadOnlyList<(ImaginedPath Path, PathOutcome Outcome)> Outcomes(Situation situation, PathCheck check) => situation.Future is null ? [] :
    [
        .. ImaginedPath.All(situation.Ego.Speed, situation.Road)
            .Select(path => (path, outcome: check.Check(situation.Recording, situation.MomentIndex, path.Points)))
            .Where(pair => pair.outcome.Certain && (pair.outcome.Agent < 0 || situation.Find(pair.outcome.Agent) is not null)),
    ];

    /// <summary>
    /// Those outcomes that may be told as safe or not: a path is safe only if the simulation (<see cref="WhatIf"/>), which rounds the path's
    /// corners, finds nothing on it either, nor anybody who crosses in front of the car.
    /// </summary>
    public static IReadOnlyList<(ImaginedPath Path, PathOutcome Outcome)> Agreed(Situation situation, IReadOnlyList<(ImaginedPath Path, PathOutcome Outcome)> outcomes) =>
        [.. outcomes.Where(pair => pair.Outcome.Event != PathEvent.None
            || WhatIf.Check(situation.Recording, situation.MomentIndex, pair.Path.Points) is { CollidesAt: null, LeavesRoadAt: null, OncomingAt: null, RunsCrossingAt: null })];

    /// <summary>Up to two questions, with different outcomes if there are such: which one is drawn first, then a path that has it.</summary>
    public static IEnumerable<QuestionAnswer> Of(Situation situation, IReadOnlyList<(ImaginedPath Path, PathOutcome Outcome)> outcomes, RandomStream random)
    {
        List<PathEvent> events = [.. outcomes.Select(pair => pair.Outcome.Event).Distinct().Order()];
        random.Shuffle(events);
        List<(ImaginedPath, PathOutcome)> chosen = [.. events.Take(2).Select(wanted => random.Pick([.. outcomes.Where(pair => pair.Outcome.Event == wanted)]))];
        if (events.Count == 1 && outcomes.Where(pair => !chosen.Contains(pair)).ToList() is { Count: > 0 } others)
        {
            chosen.Add(random.Pick(others));
        }
        foreach ((ImaginedPath path, PathOutcome outcome) in chosen)
        {
            string text = Wording.Path(path.Points);
            yield return Paraphrase.Open("counterfactual",
                $"<If you follow the trajectory {text}, what would happen?|What would happen if the ego car followed the trajectory {text}?|Suppose our car takes the trajectory {text}. What happens?>",
                $"<on|with|following> this trajectory the car would {path.Does}. {Happens(situation, outcome)}.", random) with { Path = path.Points };
        }
    }

    /// <summary>What happens, as a sentence pattern.</summary>
    public static string Happens(Situation situation, PathOutcome outcome)
    {
        switch (outcome.Event)
        {
            case PathEvent.Collision:
                Thing thing = situation.Find(outcome.Agent)!;
                string named = $"the {thing.Name} <that is now|now> at {Wording.Place(thing.At)}", after = $"after {Wording.Plain(outcome.CollisionAfter)} s";
                return $"<It would collide with {named} {after}|{Wording.Capital(after)} it would collide with {named}|It would lead to a collision with {named} {after}>";
            case PathEvent.OffRoad:
                string leaves = $"after {Wording.Plain(outcome.OffRoadAfter!.Value)} s";
                return $"<It would leave the <drivable area|road> {leaves}|{Wording.Capital(leaves)} it would leave the <drivable area|road>>, which is not safe";
            case PathEvent.Oncoming:
                string comes = $"after {Wording.Plain(outcome.OncomingAfter!.Value)} s";
                return $"<It would come onto a lane of oncoming traffic {comes}|{Wording.Capital(comes)} it would be on a lane of oncoming traffic>, <which is against the rules|which is not allowed>";
            default:
                return "<It is safe: the car stays on the road and hits nothing|This is safe, because the car hits nothing and stays on the road|That is safe, since it stays on the road and hits nothing>";
        }
    }
}
