using VoxPilot.Core.Formats;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Questions;

/// <summary>Says the same facts in several ways.</summary>
internal static class Paraphrase
{
    /// <summary>How many references an open answer has beside itself.</summary>
    public const int References = 5;

    private const int Tries = 400;

    /// <summary>An open question with its answer and five more wordings of it, all different.</summary>
    /// <param name="kind">Kind of the question.</param>
    /// <param name="question">Pattern of the question.</param>
    /// <param name="say">Says the answer in one of at least six ways.</param>
    /// <param name="random">What decides.</param>
    public static QuestionAnswer Open(string kind, string question, Func<RandomStream, string> say, RandomStream random)
    {
        string asked = Wording.Say(question, random);
        List<string> said = [];
        for (int i = 0; said.Count <= References; i++)
        {
            string text = i < Tries ? say(random) : throw new InvalidOperationException($"An answer of kind {kind} has fewer than {References + 1} wordings: {said[0]}");
            if (!said.Contains(text))
            {
                said.Add(text);
            }
        }
        return new(kind, asked, said[0]) { References = said[1..] };
    }

    /// <summary>An open question whose answer is one pattern.</summary>
    public static QuestionAnswer Open(string kind, string question, string answer, RandomStream random) =>
        Open(kind, question, r => Wording.Capital(Wording.Say(answer, r)), random);
}
