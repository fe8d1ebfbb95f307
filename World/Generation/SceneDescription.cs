using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Generation;

/// <summary>A scene in a few words, as nuScenes describes its own: "Suburb, rain, turn left, wait for people".</summary>
internal static class SceneDescription
{
    public static string Of(Recording recording)
    {
        List<string> words = [Name(recording.Town.Style.Architecture), recording.Weather.Kind.ToString().ToLowerInvariant()];
        IEnumerable<EgoMotion> drive = recording.Moments.Select(moment => moment.Ego);
        words.AddRange(recording.Route.Select(lane => recording.Town.Lanes[lane].Turn).Where((turn, i) => Driven(recording, i)).Where(turn => turn is Turn.Left or Turn.Right).Distinct().Select(turn => turn == Turn.Left ? "turn left" : "turn right"));
        Add(words, drive, DrivingReason.PersonCrossing, "let people cross");
        Add(words, drive, DrivingReason.GivingWay, "give way");
        Add(words, drive, DrivingReason.Following, "follow a vehicle");
        Add(words, drive, DrivingReason.Blocked, "wait behind an obstacle");
        return string.Join(", ", words);
    }

    private static bool Driven(Recording recording, int position)
    {
        int lane = recording.Route[position];
        return recording.Moments.Any(moment => moment.Ego.Lane == lane);
    }

    private static void Add(List<string> words, IEnumerable<EgoMotion> drive, DrivingReason reason, string text)
    {
        if (drive.Any(ego => ego.Reason == reason))
        {
            words.Add(text);
        }
    }

    private static string Name(Architecture architecture) => architecture switch
    {
        Architecture.OldTown => "Old town",
        _ => architecture.ToString(),
    };
}
