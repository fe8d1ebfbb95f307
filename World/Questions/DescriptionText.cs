using VoxPilot.Core.Formats;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Questions;

/// <summary>What is around the car: weather, place, road, how many of what, and the things that matter most.</summary>
internal static class DescriptionText
{
    private const int MostTold = 4;

    // The first is the question of HERMES' protocol (spec/sparseoccvla.md §10.3).
    private const string Question = "<Can you provide a summary of the current driving scenario based on the input images?"
        + "|Describe the current driving scene.|What can be seen around the car?|Please describe the scene in front of and around the ego vehicle."
        + "|Give an overview of the traffic situation.|Could you describe what the cameras show?|What does the surrounding of the ego car look like?"
        + "|Please summarise the driving scene.|Tell me about the road, the weather and the road users around us.|How would you describe this traffic scene?"
        + "|What is the situation around the vehicle?|Provide a description of the present driving environment.>";

    /// <summary>The question and its answer.</summary>
    public static QuestionAnswer Of(Situation situation, IReadOnlyList<Concern> concerns, RandomStream random)
    {
        List<Thing> told = [.. concerns.Select(concern => concern.Thing).Concat(situation.Visible).Distinct().Take(MostTold)];
        return Paraphrase.Open("description", Question, r => Say(situation, told, r), random);
    }

    /// <summary>How many there are of each class: <c>3 cars, 1 bus and 2 pedestrians</c>; empty if there is nothing.</summary>
    public static string Counts(IReadOnlyList<Thing> things) =>
        Wording.List([.. Noun.All.Select(noun => (noun, Count: things.Count(thing => thing.Noun == noun))).Where(pair => pair.Count > 0).Select(pair => pair.noun.Count(pair.Count))]);

    private static string Say(Situation situation, List<Thing> told, RandomStream random)
    {
        List<string> clauses =
        [
            $"{SceneWords.Weather(situation.Recording.Weather.Kind)} in {SceneWords.Place(situation.Recording.Town.Style.Architecture)}",
            SceneWords.Road(situation),
            .. SceneWords.Ahead(situation.Road),
        ];
        string counts = Counts(situation.Visible);
        clauses.Add(counts.Length > 0
            ? $"<we can see|the cameras show|around us we see|the surroundings show> {counts}"
            : "<no vehicles or pedestrians are visible|there are no vehicles or pedestrians in view|we see no vehicles or pedestrians>");
        clauses.AddRange(told.Select(Tell));
        return string.Join(" ", clauses.Select(clause => $"{Wording.Capital(Wording.Say(clause, random))}."));
    }

    private static string Tell(Thing thing)
    {
        string name = Wording.Article(thing.Name), where = $"{Sector.Phrase(thing.At)} at {Wording.Place(thing.At)}";
        return $"<{name} is {thing.Doing} {where}|{where}, {name} is {thing.Doing}|{where} there is {name}, {thing.Doing}>";
    }
}
