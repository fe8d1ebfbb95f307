using System.Runtime.CompilerServices;

using VoxPilot.World.Traffic;

namespace VoxPilot.World.Questions;

/// <summary>
/// How often each answer of each closed question is true over the key frames of a drive. It depends on the recording alone (all that is
/// near and large enough counts, hidden or not), is computed once per recording and kept as long as the recording lives.
/// </summary>
internal sealed class DriveAnswers
{
    private static readonly ConditionalWeakTable<Recording, DriveAnswers> Known = [];

    private readonly SortedDictionary<string, SortedDictionary<string, int>> answers = new(StringComparer.Ordinal);

    private DriveAnswers(Recording recording, PathCheck check)
    {
        foreach (int moment in recording.Keyframes)
        {
            foreach (ClosedFact fact in Facts(recording, moment, check))
            {
                if (!answers.TryGetValue(fact.Key, out SortedDictionary<string, int>? counts))
                {
                    answers[fact.Key] = counts = new(StringComparer.Ordinal);
                }
                counts[fact.Answer] = counts.GetValueOrDefault(fact.Answer) + 1;
            }
        }
    }

    /// <summary>The answers of a drive.</summary>
    public static DriveAnswers Of(Recording recording, PathCheck check) => Known.GetValue(recording, r => new(r, check));

    /// <summary>The answers of a question with how often each is true, in a fixed order; empty if it never can be asked.</summary>
    public IReadOnlyDictionary<string, int> To(string key) => answers.TryGetValue(key, out SortedDictionary<string, int>? counts) ? counts : new SortedDictionary<string, int>();

    private static List<ClosedFact> Facts(Recording recording, int moment, PathCheck check)
    {
        List<ClosedFact> facts = [];
        EgoMotion ego = recording.Moments[moment].Ego;
        RoadAhead road = new(recording, moment);
        ClosedFacts.OfThings(Situation.Things(recording, moment).Select(thing => thing.Closed), facts);
        ClosedFacts.OfRoad(ego, road, facts);
        if (moment + EgoFuture.Moments < recording.Moments.Count)
        {
            foreach (ImaginedPath path in ImaginedPath.All(ego.Speed, road))
            {
                ClosedFacts.OfPath(path, check.Check(recording, moment, path.Points), facts);
            }
        }
        return facts;
    }
}
