using VoxPilot.Core;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Questions;

/// <summary>
/// All closed questions of a moment with their answers. What lies near a border of its own question (within 6° of a quarter's edge,
/// within 1.5 m of a distance) gives no fact, so that each answer is plain to see.
/// </summary>
internal static class ClosedFacts
{
    private const double Near = 30, Wide = 40, DistanceMargin = 1.5, DegreeMargin = 6, RoadMargin = 2;
    private const int MostCounted = 4;

    private static readonly (double UpTo, string Words)[] Distances = [(10, "under 10 metres"), (20, "10 to 20 metres"), (30, "20 to 30 metres"), (Wide, "over 30 metres")];
    private static readonly string[] Sides = ["ahead", "left", "behind", "right"];

    /// <summary>Facts of things: of all that are there, or of those that are visible.</summary>
    public static void OfThings(IEnumerable<ClosedThing> things, List<ClosedFact> facts)
    {
        foreach (Noun noun in Noun.All)
        {
            List<ClosedThing> those = [.. things.Where(thing => thing.Noun == noun)];
            string a = Wording.Article(noun.One);
            Count(noun, those, quarter: -1, Near, facts);
            Count(noun, those, quarter: 0, Wide, facts);
            for (int quarter = 0; quarter < Sector.Quarters.Count; quarter++)
            {
                string where = Sector.Quarters[quarter];
                if (CountIn(those, quarter, Near) is { } count)
                {
                    Add(facts, "exists", $"<Is there {a} {where} within 30 metres|Can you see {a} {where}, no farther than 30 metres>?", count > 0 ? "yes" : "no", count > 0 ? 0 : 1);
                }
                OfNearest(noun, those, quarter, where, facts);
            }
            Place(noun, those, facts);
        }
    }

    /// <summary>Facts of the road, the route and our own speed.</summary>
    public static void OfRoad(EgoMotion ego, RoadAhead road, List<ClosedFact> facts)
    {
        double speed = Math.Abs(ego.Speed);
        if (ActionText.SpeedWord(speed * 0.93) == ActionText.SpeedWord(speed * 1.07))
        {
            Add(facts, "speed", "<How fast is the ego car|What is the speed of our car>: stopped, crawling, slow, moderate or fast?", ActionText.SpeedWord(speed));
        }
        // A turn that lies too far ahead for the command has no plain answer.
        if (ego.Command != Command.Straight || road.TurnAhead is Turn.None or Turn.Straight)
        {
            Add(facts, "command", "<Which way does the route lead|Where does our route go>: left, right or straight?",
                ego.Command switch { Command.Left => "left", Command.Right => "right", _ => "straight" });
        }
        if (road.LanesOfOurDirection > 0)
        {
            Add(facts, "lane_count", "<How many lanes lead in our direction on this road?|How many lanes does this road have in our direction?>", $"{road.LanesOfOurDirection}");
        }
        if (road.Here is { Junction: < 0 })
        {
            Within("crossing", "a zebra crossing", road.CrossingAhead, facts);
            Within("junction", "a junction", road.JunctionAhead, facts);
        }
    }

    /// <summary>Fact of a path that was checked: whether it collides, or whether it leaves the road.</summary>
    public static void OfPath(ImaginedPath path, PathOutcome outcome, List<ClosedFact> facts)
    {
        if (!outcome.Certain)
        {
            return;
        }
        // Paths of one manoeuvre and nearly one length are one question to a reader who sees nothing.
        (double x, double y) = path.Points[^1];
        string key = $"{path.Kind} {(int)(Math.Sqrt(x * x + y * y) / 6)}", text = Wording.Path(path.Points);
        if (outcome.Event != PathEvent.OffRoad)
        {
            bool collides = outcome.Event == PathEvent.Collision;
            facts.Add(new("what_if", $"collision {key}", $"<Would following the trajectory {text} lead to a collision?|If the ego car follows {text}, does it collide with something?>", collides ? "yes" : "no", collides ? 0 : 1));
        }
        if (outcome.Event != PathEvent.Collision)
        {
            facts.Add(new("what_if_road", $"road {key}", $"<Would the trajectory {text} leave the road?|Does the car leave the road if it follows {text}?>", outcome.Event == PathEvent.OffRoad ? "yes" : "no"));
        }
    }

    /// <summary>The weather.</summary>
    public static ClosedFact OfWeather(Weather weather)
    {
        const string Question = "<What is the weather like|Which weather is it>: sunny, overcast, dusk, fog or rain?";
        return new("weather", Question, Question, SceneWords.Word(weather.Kind));
    }

    private static void Count(Noun noun, List<ClosedThing> those, int quarter, double within, List<ClosedFact> facts)
    {
        if (CountIn(those, quarter, within) is { } count and <= MostCounted)
        {
            string where = $"{(quarter < 0 ? "" : $"{Sector.Quarters[quarter]} ")}within {(int)within} metres";
            Add(facts, "count", $"<How many {noun.Many} are there {where}?|How many {noun.Many} can you see {where}?>", $"{count}", MostCounted - count);
        }
    }

    private static void OfNearest(Noun noun, List<ClosedThing> those, int quarter, string where, List<ClosedFact> facts)
    {
        if (Nearest([.. those.Where(thing => Sector.Quarter(thing.At) == quarter)]) is not { } nearest || Sector.Quarter(nearest.At, DegreeMargin) < 0 || nearest.Distance > Near)
        {
            return;
        }
        if (nearest.Mobile && (nearest.Speed is < 0.1 or > 0.5))
        {
            Add(facts, "moving", $"<Is the nearest {noun.One} {where} moving?|Does the nearest {noun.One} {where} move?>", nearest.Speed > 0.5 ? "yes" : "no");
        }
        if (nearest.Colour is { } colour)
        {
            Add(facts, "color", $"<What colour is the nearest {noun.One} {where}|Which colour does the nearest {noun.One} {where} have>: {{choice}}?", colour);
        }
    }

    private static void Place(Noun noun, List<ClosedThing> those, List<ClosedFact> facts)
    {
        if (Nearest(those) is not { } nearest || nearest.Distance > Wide)
        {
            return;
        }
        if (Sector.Quarter(nearest.At, DegreeMargin) is >= 0 and var quarter)
        {
            Add(facts, "side", $"<Where is the nearest {noun.One}|On which side is the nearest {noun.One}>: ahead, left, behind or right?", Sides[quarter]);
        }
        if (!Distances.Any(bin => Math.Abs(nearest.Distance - bin.UpTo) < DistanceMargin))
        {
            Add(facts, "distance", $"<How far away is the nearest {noun.One}|What is the distance to the nearest {noun.One}>: under 10 metres, 10 to 20 metres, 20 to 30 metres or over 30 metres?",
                Distances.First(bin => nearest.Distance < bin.UpTo).Words);
        }
    }

    private static void Within(string template, string what, double? distance, List<ClosedFact> facts)
    {
        if (!(Math.Abs((distance ?? 0) - Near) < RoadMargin))
        {
            Add(facts, template, $"<Is there {what} within 30 metres ahead on our route?|Does our route reach {what} within 30 metres?>", distance < Near ? "yes" : "no");
        }
    }

    // How many lie in a quarter (−1: anywhere) within a distance; null if one lies on a border.
    private static int? CountIn(List<ClosedThing> those, int quarter, double within)
    {
        int count = 0;
        foreach (ClosedThing thing in those)
        {
            if (thing.Distance > within + DistanceMargin || quarter >= 0 && Sector.Quarter(thing.At) != quarter && Sector.Quarter(thing.At, DegreeMargin) >= 0)
            {
                continue;
            }
            if (thing.Distance > within - DistanceMargin || quarter >= 0 && Sector.Quarter(thing.At, DegreeMargin) < 0)
            {
                return null;
            }
            count++;
        }
        return count;
    }

    // Things come nearest first; null if the first two are about equally near.
    private static ClosedThing? Nearest(List<ClosedThing> those) => those.Count == 0 || those.Count > 1 && those[1].Distance < those[0].Distance + 1 ? null : those[0];

    private static void Add(List<ClosedFact> facts, string template, string question, string answer, int missing = 0) => facts.Add(new(template, question, question, answer, missing));
}
