using VoxPilot.Core.Formats;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Questions;

/// <summary>What our own car does and should do, and why: from its recorded next three seconds (or, at the end of a drive, its acceleration) and its driver's reason.</summary>
internal static class ActionText
{
    private const double StandingSpeed = 0.3, NotableAcceleration = 0.5;

    private static readonly (double UpTo, string Word)[] SpeedBins = [(0.05, "stopped"), (1.5, "crawling"), (5.5, "slow"), (14, "moderate")];

    /// <summary>The action with its reason, as <c>desc/</c> has it.</summary>
    public static QuestionAnswer Description(Situation situation, RandomStream random) => Paraphrase.Open("action",
        "<What is the ego car doing, what should it do next, and why?|Describe the driving action of the ego car and explain it.|What should our car do now? Give the reason.|Please explain the present driving decision.>",
        r => Say(situation, r, withState: true), random);

    /// <summary>The action with its reason, as <c>vqa/</c> has it.</summary>
    public static QuestionAnswer Question(Situation situation, RandomStream random) => Paraphrase.Open("action",
        "<What should the ego car do in this situation and why?|Which action is right for our car now, and for what reason?|What would a careful driver do here, and why?|What is the best driving action now? Explain.>",
        r => Say(situation, r, withState: false), random);

    /// <summary>OmniDrive's keywords: bin of the speed, direction (spec/sparseoccvla.md §2.3).</summary>
    public static string Keywords(Situation situation) => $"{SpeedWord(situation.Ego.Speed)}, {Direction(situation)}";

    /// <summary>OmniDrive's bins: stopped ≤ 0.05, crawling &lt; 1.5, slow &lt; 5.5, moderate &lt; 14, fast from 14 m/s.</summary>
    public static string SpeedWord(double speed) =>
        Math.Abs(speed) <= SpeedBins[0].UpTo ? "stopped" : SpeedBins.Skip(1).FirstOrDefault(bin => Math.Abs(speed) < bin.UpTo).Word ?? "fast";

    /// <summary>What it does with its speed, to follow <c>should</c>.</summary>
    public static string Speed(Situation situation) => situation.Future?.SpeedAction ?? (situation.Ego.Speed < StandingSpeed
        ? situation.Ego.Acceleration > StandingSpeed ? "start moving" : "stay stopped"
        : situation.Ego.Acceleration > NotableAcceleration ? "accelerate"
        : situation.Ego.Acceleration < -NotableAcceleration ? "slow down" : "keep its speed");

    /// <summary>Why it does so, to follow <c>because</c>; a pattern whose subject is <paramref name="car"/> where it is our own car. Agents are named only where they are visible.</summary>
    public static string Because(Situation situation, string car = "it")
    {
        EgoMotion decided = Decided(situation);
        Thing? agent = situation.Find(decided.ReasonAgent);
        string named = agent is null ? "" : $"the {agent.Name} {Sector.Phrase(agent.At)} at {Wording.Place(agent.At)}";
        return (decided.Reason, agent) switch
        {
            (DrivingReason.FreeRoad, _) when !Slows(situation) => "<the road ahead is free|nothing is in the way|the way ahead is clear>",
            (DrivingReason.Bend, _) => "<a bend or turn asks for care|the bend or turn on the route limits the speed>",
            (DrivingReason.Following, not null) => $"{car} <follows|drives behind> {named}",
            (DrivingReason.GivingWay, not null) => $"{car} <gives way|yields> to {named}",
            (DrivingReason.GivingWay, null) => $"{car} <gives way|yields> at the junction",
            (DrivingReason.PersonCrossing, not null) => $"<{car} lets {named} cross|{named} is crossing and goes first>",
            (DrivingReason.Blocked, not null) => $"{named} <blocks the lane|stands in the lane>",
            _ => "<the traffic situation requires it|the traffic requires it>",
        };
    }

    // The moment whose reason explains the action: a driver who will slow down on a road that is still free, or go on although it still
    // gives way, does so for the reason that comes up next.
    private static EgoMotion Decided(Situation situation)
    {
        bool slows = Slows(situation), goes = Speed(situation) is "start moving" or "accelerate";
        bool Fits(EgoMotion ego) => slows ? ego.Reason != DrivingReason.FreeRoad
            : !goes || ego.Reason is DrivingReason.FreeRoad or DrivingReason.Following or DrivingReason.Bend;
        int last = Math.Min(situation.MomentIndex + EgoFuture.Moments, situation.Recording.Moments.Count - 1);
        for (int i = situation.MomentIndex; i <= last; i++)
        {
            if (Fits(situation.Recording.Moments[i].Ego))
            {
                return situation.Recording.Moments[i].Ego;
            }
        }
        return situation.Ego;
    }

    private static bool Slows(Situation situation) => Speed(situation) is "slow down" or "brake to a stop" or "stay stopped";

    /// <summary>Where it goes, by OmniDrive's rule.</summary>
    private static string Direction(Situation situation) => situation.Future?.Direction ?? situation.Road.Here?.Turn switch
    {
        Turn.Left => "turn left",
        Turn.Right => "turn right",
        _ => "go straight",
    };

    // Where the road itself bends, a person would not say that the car turns.
    private static string DirectionInWords(Situation situation)
    {
        string direction = Direction(situation);
        return direction is "turn left" or "turn right" && situation.Future is { Junction: false } ? $"follow the bend to the {direction[5..]}" : direction;
    }

    private static string Say(Situation situation, RandomStream random, bool withState)
    {
        string speed = Speed(situation), because = Because(situation);
        string direction = DirectionInWords(situation);
        string moves = speed switch
        {
            "stay stopped" => speed,
            "brake to a stop" => direction == "go straight" ? speed : $"{direction} and {speed}",
            _ => $"{speed} and {direction}",
        };
        string car = withState ? "it" : "our car";
        string does = $"<{car} should {moves} because {because}|because {because}, {car} should {moves}|the right action{(withState ? "" : " for our car")} is to {moves.Replace("its", "the", StringComparison.Ordinal)}, because {because}>";
        string route = SceneWords.Route(situation);
        string state = situation.Ego.Speed <= SpeedBins[0].UpTo
            ? "<the ego car|our car> is stopped"
            : $"<the ego car|our car> <moves|is moving> at {Wording.Plain(situation.Ego.Speed)} m/s, <a|at a> {SpeedWord(situation.Ego.Speed)} speed";
        string[] clauses = withState ? [state, does, route] : [does, route];
        return string.Join(" ", clauses.Select(clause => $"{Wording.Capital(Wording.Say(clause, random))}."));
    }
}
