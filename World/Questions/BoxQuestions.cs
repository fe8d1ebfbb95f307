using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Questions;

/// <summary>
/// The closed questions (<see cref="ClosedFacts"/>) that a key frame's annotated boxes alone can answer, of any data set in nuScenes' format: as many as
/// there are, in the words of the data set's own. Colours are not in boxes and are not asked for.
/// </summary>
public static class BoxQuestions
{
    // As in Situation: near and large enough to be told apart in a small image.
    private const double Farthest = 55, LeastAngle = 0.02;
    private const int LeastVisible = 2; // nuScenes: more than 40 %

    /// <summary>Questions to which what can be seen and all that is there give the same answer.</summary>
    /// <param name="boxes">Boxes in the ego frame.</param>
    public static IReadOnlyList<BoxQuestion> Of(IReadOnlyList<AnnotatedBox> boxes) => Of(boxes, [.. boxes.Where(IsVisible)]);

    /// <summary>Questions to which some of the boxes and all that is there give the same answer.</summary>
    /// <param name="boxes">Boxes in the ego frame.</param>
    /// <param name="told">Those that are known to whoever is asked.</param>
    public static IReadOnlyList<BoxQuestion> Of(IReadOnlyList<AnnotatedBox> boxes, IReadOnlyList<AnnotatedBox> told)
    {
        ArgumentNullException.ThrowIfNull(boxes);
        ArgumentNullException.ThrowIfNull(told);
        Dictionary<string, string> there = Facts(boxes).ToDictionary(fact => fact.Key, fact => fact.Answer, StringComparer.Ordinal);
        return [.. Facts(told).Where(fact => there.GetValueOrDefault(fact.Key) == fact.Answer).Select(fact => new BoxQuestion(fact.Template, fact.Question, fact.Answer))];
    }

    /// <summary>Whether a box can be seen well enough to be spoken of.</summary>
    public static bool IsVisible(AnnotatedBox box)
    {
        ArgumentNullException.ThrowIfNull(box);
        return box.Visibility >= LeastVisible || box.Visibility == 0 && box.LidarPoints > 0;
    }

    private static List<ClosedFact> Facts(IReadOnlyList<AnnotatedBox> boxes)
    {
        List<ClosedFact> facts = [];
        ClosedFacts.OfThings(boxes.Select(Thing).OfType<ClosedThing>().OrderBy(thing => thing.Distance), facts);
        return facts;
    }

    private static ClosedThing? Thing(AnnotatedBox box)
    {
        Vector2D at = new(box.Box.Center.X, box.Box.Center.Y);
        if (at.Length > Farthest || Math.Max(box.Box.Size.Z, box.Box.Size.Y) < LeastAngle * at.Length || DetectionClasses.OfCategory(box.Category) is not { } kind)
        {
            return null;
        }
        bool mobile = kind is not (DetectionClass.Trailer or DetectionClass.Barrier or DetectionClass.TrafficCone);
        return new(Noun.Of(kind), at, Math.Sqrt(box.Velocity.X * box.Velocity.X + box.Velocity.Y * box.Velocity.Y), mobile, null);
    }
}
