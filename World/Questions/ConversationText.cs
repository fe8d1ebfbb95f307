using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Questions;

/// <summary>Three to five rounds of free conversation about facts of the scene.</summary>
internal static class ConversationText
{
    private const int Least = 3, Most = 5;
    private const double PeopleWithin = 30, ColourWithin = 30, Seconds = 3;

    /// <summary>The rounds.</summary>
    public static List<QuestionAnswer> Of(Situation situation, IReadOnlyList<(ImaginedPath Path, PathOutcome Outcome)> outcomes, RandomStream random)
    {
        List<Func<QuestionAnswer?>> topics =
        [
            () => Weather(situation, random), () => Colour(situation, random), () => People(situation, random), () => Presence(situation, random),
            () => Safety(situation, outcomes, random), () => Intention(situation, random), () => Why(situation, random), () => Crossing(situation, random),
            () => Speed(situation, random), () => Route(situation, random), () => Nearest(situation, random),
        ];
        random.Shuffle(topics);
        int wanted = Least + random.Index(Most - Least + 1);
        List<QuestionAnswer> rounds = [];
        foreach (Func<QuestionAnswer?> topic in topics)
        {
            if (rounds.Count < wanted && topic() is { } round)
            {
                rounds.Add(round);
            }
        }
        return rounds;
    }

    private static QuestionAnswer Weather(Situation situation, RandomStream random)
    {
        string weather = SceneWords.Weather(situation.Recording.Weather.Kind);
        return Ask("<What is the weather like?|How is the weather?|What are the weather and the light like?>", $"<{weather}|at the moment {weather}|now {weather}>.", random);
    }

    // Only if no other car, hidden or not, could be meant.
    private static QuestionAnswer? Colour(Situation situation, RandomStream random)
    {
        Thing? car = situation.Around.FirstOrDefault(thing => thing.Model.Kind == AgentKind.Car && Sector.Name(thing.At) == "front");
        return car is null || car.Distance > ColourWithin || !situation.Visible.Contains(car) ? null : Ask(
            "<What colour is the nearest car ahead of us?|Which colour does the closest car ahead have?>",
            $"<the nearest|the closest|that> car <ahead of us|ahead|in front of us> is {car.Colour}.", random);
    }

    private static QuestionAnswer? People(Situation situation, RandomStream random)
    {
        List<Thing> people = [.. situation.Around.Where(thing => thing.Model.Kind.IsPerson() && thing.Distance < PeopleWithin)];
        if (people.Any(person => !situation.Visible.Contains(person)))
        {
            return null;
        }
        string count = Noun.Of(AgentKind.Adult)!.Count(people.Count), are = people.Count == 1 ? "there is" : "there are";
        return Ask("<How many pedestrians are within 30 metres?|How many people on foot do you see within 30 metres?>",
            $"<{are} {count}|we can see {count}|the cameras show {count}|in view there {(people.Count == 1 ? "is" : "are")} {count}|in all, {count} <can be seen|{(people.Count == 1 ? "is" : "are")} visible>> within 30 metres.", random);
    }

    // As often about what is there as about what is not.
    private static QuestionAnswer? Presence(Situation situation, RandomStream random)
    {
        bool present = random.Chance(0.5);
        List<Noun> nouns = [.. Noun.All.Where(noun => present ? situation.Visible.Any(thing => thing.Noun == noun) : !situation.Glimpsed.Contains(noun))];
        if (nouns.Count == 0)
        {
            return null;
        }
        Noun asked = random.Pick(nouns);
        string a = Wording.Article(asked.One);
        string question = $"<Is there {a} in view?|Can you see {a}?|Do the cameras show {a}?>";
        if (!present)
        {
            return Ask(question, $"no, <there is no {asked.One} in view|no {asked.One} is in view|I do not see {a}|no {asked.One} can be seen|there is no {asked.One} to be seen|the cameras show no {asked.One}>.", random);
        }
        Thing nearest = situation.Visible.First(thing => thing.Noun == asked);
        string where = $"{Sector.Phrase(nearest.At)} at {Wording.Place(nearest.At)}";
        return Ask(question, $"yes, <the nearest {asked.One} in view is|the closest visible {asked.One} is|the cameras show {a}; the nearest is|I see {a}; the nearest is> <{where}|located {where}>.", random);
    }

    private static QuestionAnswer? Safety(Situation situation, IReadOnlyList<(ImaginedPath Path, PathOutcome Outcome)> outcomes, RandomStream random)
    {
        List<(ImaginedPath Path, PathOutcome Outcome)> turns = [.. outcomes.Where(pair => pair.Path.Kind is not ("keep" or "straight"))];
        if (turns.Count == 0)
        {
            return null;
        }
        // Safe or not is drawn first, as far as there is a choice.
        bool wanted = random.Chance(0.5);
        List<(ImaginedPath Path, PathOutcome Outcome)> those = [.. turns.Where(pair => pair.Outcome.Event == PathEvent.None == wanted)];
        (ImaginedPath path, PathOutcome outcome) = random.Pick(those.Count > 0 ? those : turns);
        string verdict = outcome.Event == PathEvent.None ? "<yes|yes, that would be safe>" : "<no|no, that would not be safe>";
        return Ask($"<Is it safe to {path.Does.Replace("its", "our", StringComparison.Ordinal)} now?|Can we safely {path.Does.Replace("its", "our", StringComparison.Ordinal)} now?>",
            $"{verdict}. {WhatIfText.Happens(situation, outcome)}.", random);
    }

    private static QuestionAnswer? Intention(Situation situation, RandomStream random)
    {
        if (situation.Future is null)
        {
            return null;
        }
        Moment then = situation.Recording.Moments[situation.MomentIndex + EgoFuture.Moments];
        List<Thing> moving = [.. situation.Visible.Where(thing => thing.Moves && thing.Distance < 40 && then.Agents.Any(state => state.Agent == thing.State.Agent))];
        if (moving.Count == 0)
        {
            return null;
        }
        Thing asked = random.Pick(moving);
        AgentState later = then.Agents.First(state => state.Agent == asked.State.Agent);
        Vector2D at = new EgoFrame(situation.Ego).ToEgo(new(later.Position.X, later.Position.Y));
        double turned = Angles.Difference(later.Yaw, asked.State.Yaw) * (180 / Math.PI);
        string turn = Math.Abs(turned) < 30 ? "go straight on" : turned > 0 ? "turn left" : "turn right";
        string does = Math.Abs(later.Speed) <= Thing.MovingSpeed ? $"{(turn == "go straight on" ? "" : $"{turn} and ")}stop" : turn;
        string named = $"the {asked.Name} at {Wording.Place(asked.At)}", place = $"in {(int)Seconds} seconds it will be at {Wording.Place(at)}, measured from where we are now";
        return Ask($"<What will {named} do next?|What is {named} going to do?>",
            $"<the {asked.Name} <will|is going to>|next the {asked.Name} <will|is going to>> {does}<; {place}|, and {place}>.", random);
    }

    private static QuestionAnswer Why(Situation situation, RandomStream random)
    {
        string speed = ActionText.Speed(situation), because = ActionText.Because(situation, "our car");
        string our = speed.Replace("its", "our", StringComparison.Ordinal);
        return Ask($"<Why should we {our} now?|What is the reason to {our} now?>",
            $"<because {because}|the reason is that {because}|we should {our}, because {because}|it is right to {our}, because {because}>.", random);
    }

    private static QuestionAnswer? Crossing(Situation situation, RandomStream random)
    {
        if (situation.Road.Here is not { Junction: < 0 })
        {
            return null;
        }
        const string Question = "<Is there a zebra crossing on our route ahead?|Do we come to a zebra crossing soon?>";
        return situation.Road.CrossingAhead is { } distance
            ? Ask(Question, $"yes, <there is one {SceneWords.Metres(distance)} ahead|a zebra crossing <lies|is> {SceneWords.Metres(distance)} ahead|we <reach|come to> one in {SceneWords.Metres(distance)}|the next one is {SceneWords.Metres(distance)} ahead>.", random)
            : Ask(Question, $"no, <there is none|there is no zebra crossing|no zebra crossing lies on our route> within <the next |>{(int)RoadAhead.Reach} metres.", random);
    }

    private static QuestionAnswer Speed(Situation situation, RandomStream random)
    {
        string speed = Wording.Plain(Math.Abs(situation.Ego.Speed));
        return Ask("<How fast are we driving?|What is our speed?|How fast does our car move?>",
            situation.Ego.Speed <= 0.05
                ? "<our car|the ego car|our vehicle> <is stopped|is standing still|does not move>."
                : $"<we drive at|we are driving at|our car drives at|our car moves at|the car is moving at|our speed is> {speed} m/s.", random);
    }

    private static QuestionAnswer Route(Situation situation, RandomStream random)
    {
        string side = situation.Recording.Town.Style.LeftHandTraffic ? "left" : "right";
        return Ask("<Which way does our route lead, and on which side of the road does traffic keep?|Where does our route go, and which side of the road do cars use?>",
            $"{SceneWords.Route(situation)}<, and|;> traffic keeps to the {side}.", random);
    }

    private static QuestionAnswer? Nearest(Situation situation, RandomStream random)
    {
        if (situation.Around.FirstOrDefault(thing => thing.Model.Kind.IsVehicle()) is not { } nearest || !situation.Visible.Contains(nearest))
        {
            return null;
        }
        string a = Wording.Article(nearest.Name), where = $"{Sector.Phrase(nearest.At)} at {Wording.Place(nearest.At)}";
        return Ask("<Which vehicle is nearest to us, and what does it do?|What is the closest vehicle, and what is it doing?>",
            $"<the nearest vehicle|the closest vehicle|nearest to us|closest to us> is {a} {where}<; it is|, which is|. It is> {nearest.Doing}.", random);
    }

    private static QuestionAnswer Ask(string question, string answer, RandomStream random) => Paraphrase.Open("conversation", question, answer, random);
}
