using VoxPilot.Core.Formats;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Questions;

/// <summary>What the driver should pay attention to, and why.</summary>
internal static class AttentionText
{
    private const int MostTold = 3;

    private const string Question = "<What should the driver pay attention to, and why?|Which objects need attention in this scene and for what reason?"
        + "|What are the most important things to watch now, and why?|Are there road users that matter for our driving? Explain why.>";

    /// <summary>The question and its answer.</summary>
    public static QuestionAnswer Of(IReadOnlyList<Concern> concerns, RandomStream random)
    {
        if (concerns.Count == 0)
        {
            return Paraphrase.Open("attention", Question,
                "<no visible road user needs special attention|nothing in view needs special attention|no object in view is critical>"
                + "<: the path ahead is free|, because the path ahead is free|, since nothing is on our path>.", random);
        }
        List<Concern> told = [.. concerns.Take(MostTold)];
        return Paraphrase.Open("attention", Question, r => string.Join(" ", told.Select((concern, i) => $"{Wording.Capital(Wording.Say(Tell(concern, i), r))}.")), random);
    }

    private static string Tell(Concern concern, int order)
    {
        string thing = $"the {concern.Thing.Name} {Sector.Phrase(concern.Thing.At)} at {Wording.Place(concern.Thing.At)}";
        return order == 0
            ? $"<{thing} is <the most important|what matters most>|most attention is due to {thing}|we should first watch {thing}>, because {concern.Because}"
            : $"<we should also watch {thing}|{thing} <also needs attention|matters too>|also watch {thing}>, because {concern.Because}";
    }
}
