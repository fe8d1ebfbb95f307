using VoxPilot.World.Numerics;

namespace VoxPilot.World.Questions;

/// <summary>A closed question that annotated boxes answer.</summary>
/// <param name="Template">Kind of the question: exists, count, side, distance, moving.</param>
/// <param name="Pattern">The question with its wordings; questions of one pattern are the same question.</param>
/// <param name="Answer">What is true.</param>
public sealed record BoxQuestion(string Template, string Pattern, string Answer)
{
    /// <summary>The question in one of its wordings, which follows from the seed.</summary>
    public string Say(ulong seed) => Wording.Say(Pattern, new RandomStream(seed));
}
