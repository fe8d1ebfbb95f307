using VoxPilot.Core.Geometry;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Questions;

/// <summary>
/// What is known at a key frame. A thing is visible if the cameras show a fifth of the surface that it turns to them, and it is near
/// and large enough to be told apart in a small image: within 55 m (nearer in fog) and not under 0.02 rad (4 pixels of an image 256
/// wide). No answer hangs on anything else: what is partly visible, small or hidden makes a question fall away whose answer it would change.
/// </summary>
internal sealed class Situation
{
    /// <summary>Least share of its surface that must be seen.</summary>
    public const double LeastVisible = 0.2;

    private const double FarthestVisible = 55, LeastAngle = 0.02;

    /// <summary>The situation at a moment.</summary>
    public Situation(Recording recording, int moment, IReadOnlyList<BoxTruth> boxes)
    {
        (Recording, MomentIndex) = (recording, moment);
        Ego = recording.Moments[moment].Ego;
        Road = new(recording, moment);
        Around = Things(recording, moment);
        SortedDictionary<int, BoxTruth> seen = [];
        HashSet<Noun> glimpsed = [];
        foreach (BoxTruth box in boxes)
        {
            seen[box.Agent] = box;
            if (Noun.Of(box.Model.Kind) is { } noun && box.Pixels.Any(count => count > 0))
            {
                glimpsed.Add(noun);
            }
        }
        Glimpsed = glimpsed;
        Visible = [.. Around.Where(thing => seen.TryGetValue(thing.State.Agent, out BoxTruth? box) && box.Visible >= LeastVisible && box.Pixels.Any(count => count > 0))];
        Future = moment + EgoFuture.Moments < recording.Moments.Count ? new(recording, moment) : null;
    }

    /// <summary>The drive.</summary>
    public Recording Recording { get; }

    /// <summary>Which moment.</summary>
    public int MomentIndex { get; }

    /// <summary>Our own car.</summary>
    public EgoMotion Ego { get; }

    /// <summary>The road.</summary>
    public RoadAhead Road { get; }

    /// <summary>All things near and large enough to be seen, hidden or not, nearest first.</summary>
    public IReadOnlyList<Thing> Around { get; }

    /// <summary>Those of them that are visible, nearest first.</summary>
    public IReadOnlyList<Thing> Visible { get; }

    /// <summary>Classes of which the cameras show anything at all, however little and however far.</summary>
    public IReadOnlySet<Noun> Glimpsed { get; }

    /// <summary>Our own next three seconds; null if fewer were recorded.</summary>
    public EgoFuture? Future { get; }

    /// <summary>The visible thing that is an agent; null if it is hidden or none is meant.</summary>
    public Thing? Find(int agent) => agent < 0 ? null : Visible.FirstOrDefault(thing => thing.State.Agent == agent);

    /// <summary>All things of a moment that are near and large enough to be seen, nearest first.</summary>
    public static List<Thing> Things(Recording recording, int moment)
    {
        Moment now = recording.Moments[moment];
        double farthest = Math.Min(FarthestVisible, 1.4 / recording.Weather.Haze); // at 1.4 extinctions a quarter of the contrast is left
        List<Thing> things = [];
        foreach (AgentState state in now.Agents)
        {
            AgentModel model = recording.Agents[state.Agent];
            double distance = (new Vector2D(state.Position.X, state.Position.Y) - now.Ego.Position).Length;
            if (distance <= farthest && Math.Max(model.Size.Z, model.Size.Y) >= LeastAngle * distance && Thing.From(now.Ego, model, state) is { } thing)
            {
                things.Add(thing);
            }
        }
        things.Sort((a, b) => a.Distance != b.Distance ? a.Distance.CompareTo(b.Distance) : a.State.Agent.CompareTo(b.State.Agent));
        return things;
    }
}
