using VoxPilot.Core.Formats;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Questions;

/// <summary>
/// Chooses closed questions so that guessing does not pay. A question (its wording with class, side and distance) whose answer a is true
/// at h(a) key frames of the drive is asked at each of them with probability c / h(a): over the drive every answer is then expected
/// equally often, c times, and to a reader who knows only the words of the question all answers that occur are equally likely. A
/// question with a single answer throughout the drive is not asked, and a count only where there are three or more, the more often the
/// more there are. Answers that many drives lack altogether (turning, things beside the car) have a larger share w(a) where they occur:
/// the probability is then c · w(a) / h(a). Key frames stay independent of each other, as h depends on the
/// recording alone.
/// A question is asked only if what is visible gives the same answer as all that is there. Hidden things thus take away answers that
/// need more things (yes, 4) more often than those that need fewer (no, 0); the latter are dropped to match, with the share v of visible
/// things in the frame: v for each thing fewer.
/// The weather is one for a whole drive: it is asked with probability in inverse proportion to how often towns have it
/// (<see cref="Weather.FromSeed"/>). A colour is asked as a choice of two that both occur in the drive, either order.
/// </summary>
internal static class ClosedQuestions
{
    private const double ThingTurns = 2, PathTurns = 2, RoadTurns = 4, WeatherShare = 0.25, Rarest = 0.08;

    /// <summary>The questions of a key frame.</summary>
    public static List<QuestionAnswer> Of(Situation situation, IReadOnlyList<(ImaginedPath Path, PathOutcome Outcome)> outcomes, DriveAnswers drive, RandomStream random)
    {
        List<ClosedFact> all = [], visible = [];
        ClosedFacts.OfThings(situation.Around.Select(thing => thing.Closed), all);
        ClosedFacts.OfThings(situation.Visible.Select(thing => thing.Closed), visible);
        SortedDictionary<string, string> there = new(StringComparer.Ordinal);
        foreach (ClosedFact fact in all)
        {
            there[fact.Key] = fact.Answer;
        }
        double seen = (situation.Visible.Count + 1.0) / (situation.Around.Count + 1.0);
        List<QuestionAnswer> asked = [];
        foreach (ClosedFact fact in visible)
        {
            if (there.GetValueOrDefault(fact.Key) == fact.Answer)
            {
                Ask(fact, drive, ThingTurns, seen, random, asked);
            }
        }
        List<ClosedFact> road = [], paths = [];
        ClosedFacts.OfRoad(situation.Ego, situation.Road, road);
        road.ForEach(fact => Ask(fact, drive, RoadTurns, 1, random, asked));
        foreach ((ImaginedPath path, PathOutcome outcome) in outcomes)
        {
            paths.Clear();
            ClosedFacts.OfPath(path, outcome, paths);
            paths.ForEach(fact => Ask(fact, drive, PathTurns, seen, random, asked, path));
        }
        if (random.Chance(WeatherShare * Rarest / Share(situation.Recording.Weather.Kind)))
        {
            ClosedFact weather = ClosedFacts.OfWeather(situation.Recording.Weather);
            asked.Add(new("closed", Wording.Say(weather.Question, random), weather.Answer) { Template = weather.Template });
        }
        return asked;
    }

    private static void Ask(ClosedFact fact, DriveAnswers drive, double turns, double seen, RandomStream random, List<QuestionAnswer> asked, ImaginedPath? path = null)
    {
        IReadOnlyDictionary<string, int> answers = drive.To(fact.Key);
        double draw = random.Unit(); // drawn always, so that one question does not decide on another
        if (fact.Template == "count")
        {
            turns *= Math.Max(0, answers.Count - 2) / 2.0;
        }
        if (answers.Count < 2 || !answers.TryGetValue(fact.Answer, out int times))
        {
            return;
        }
        double probability = Math.Min(turns, answers.Min(pair => pair.Value / Weight(fact.Template, pair.Key))) * Weight(fact.Template, fact.Answer) / times;
        for (int i = 0; i < fact.Missing; i++)
        {
            probability *= seen;
        }
        if (draw >= probability)
        {
            return;
        }
        string question = fact.Question;
        if (question.Contains("{choice}", StringComparison.Ordinal))
        {
            string other = random.Pick([.. answers.Keys.Where(answer => answer != fact.Answer)]);
            question = question.Replace("{choice}", random.Chance(0.5) ? $"{fact.Answer} or {other}" : $"{other} or {fact.Answer}", StringComparison.Ordinal);
        }
        asked.Add(new("closed", Wording.Say(question, random), fact.Answer) { Template = fact.Template, Path = path?.Points });
    }

    private static double Weight(string template, string answer) => (template, answer) switch
    {
        ("command", "straight") => 0.5,
        ("side", "left" or "right") => 1.4,
        _ => 1,
    };

    // As Weather.FromSeed draws it.
    private static double Share(WeatherKind kind) => kind switch
    {
        WeatherKind.Sunny => 0.45,
        WeatherKind.Overcast => 0.3,
        WeatherKind.Dusk => 0.09,
        _ => Rarest,
    };
}
