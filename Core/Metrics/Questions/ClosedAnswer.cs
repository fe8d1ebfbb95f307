using System.Text;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// When the answer to a closed question is right. Closed questions name their answers or ask for yes, no or a number, so that the answer is
/// the truth and nothing else: "yes", "2", "left", "10 to 20 metres". Two answers are equal if they are the same after <see cref="Normalize"/>;
/// no part of an answer is searched for the truth, and no answer is close. "Yes, there is a car" is not "yes": which part of a sentence
/// is the answer would be a guess. How many answers would be right by their first clause is counted apart
/// (<see cref="FirstClause"/>), which tells a model that does not know from one that talks.
/// </summary>
public static class ClosedAnswer
{
    private const string Final = ".!?,;: ";
    private const string Quotes = "\"'`“”‘’*";

    private static readonly string[] Numbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    private static readonly string[] ClauseEnds = [",", ";", ": ", ". ", "! ", "? ", " - ", " – ", " — ", "\n"];

    /// <summary>
    /// What answers are compared by: without white space, quotes and asterisks around it and punctuation at its end, in small letters, with
    /// single spaces, with numbers from zero to ten as digits and "meter" as "metre".
    /// </summary>
    public static string Normalize(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        StringBuilder normal = new(answer.Length);
        foreach (string word in Bare(answer).ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            int number = Array.IndexOf(Numbers, word);
            normal.Append(normal.Length > 0 ? " " : "").Append(number >= 0 ? $"{number}" : word is "meter" or "meters" ? word.Replace("er", "re", StringComparison.Ordinal) : word);
        }
        return normal.ToString();
    }

    /// <summary>Whether an answer is the truth: both are the same after <see cref="Normalize"/>, and not empty.</summary>
    public static bool IsExact(string truth, string answer) => Normalize(answer) is { Length: > 0 } given && given == Normalize(truth);

    /// <summary>Whether the first clause of an answer is the truth, whole: "Yes, there is." is "yes", and "There is one." is not.</summary>
    public static bool IsFirstClause(string truth, string answer) => IsExact(truth, FirstClause(answer));

    /// <summary>An answer up to its first comma, semicolon, colon, full stop or dash.</summary>
    public static string FirstClause(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        string text = answer.Trim();
        int end = ClauseEnds.Select(mark => text.IndexOf(mark, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(text.Length).Min();
        return text[..end];
    }

    private static string Bare(string answer)
    {
        string text = answer.Trim(), before;
        do
        {
            before = text;
            text = text.TrimEnd(Final.ToCharArray()).Trim(Quotes.ToCharArray()).Trim();
        }
        while (text != before);
        return text;
    }
}
