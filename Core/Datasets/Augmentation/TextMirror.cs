using System.Globalization;
using System.Text.RegularExpressions;
using VoxPilot.Core.Formats;

namespace VoxPilot.Core.Datasets.Augmentation;

/// <summary>
/// What is said of a scene, as it holds in the mirrored world: left and right change places, positions and velocities <c>(+x.x, -y.y)</c> of the ego
/// frame (spec/sparseoccvla.md §2.3) get the opposite y, angles the opposite sign. Where <c>right</c> is no side (the right action, right of way)
/// it stays, and so do lists of all sides to choose from.
/// </summary>
public static partial class TextMirror
{
    /// <summary>The text of the mirrored world.</summary>
    public static string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = Side().Replace(text, Swap);
        text = Pair().Replace(text, match => $"{match.Groups[1].Value}{Opposite(match.Groups[2].Value)})");
        return Angle().Replace(text, match => match.Groups[1].Value + Opposite(match.Groups[2].Value));
    }

    /// <summary>A question of the mirrored world, with its answer, its other wordings and its path.</summary>
    public static QuestionAnswer Apply(QuestionAnswer question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question with
        {
            Question = Apply(question.Question),
            Answer = Apply(question.Answer),
            References = [.. question.References.Select(Apply)],
            Path = question.Path?.Select(p => (p.X, -p.Y)).ToList(),
        };
    }

    /// <summary>All questions of a key frame of the mirrored world.</summary>
    public static OmniDriveAnnotations Apply(OmniDriveAnnotations questions)
    {
        ArgumentNullException.ThrowIfNull(questions);
        return new()
        {
            Description = questions.Description is { } description ? Apply(description) : null,
            Action = questions.Action is { } action ? Apply(action) : null,
            Vqa = [.. questions.Vqa.Select(Apply)],
            Conversation = [.. questions.Conversation.Select(Apply)],
            Keywords = questions.Keywords is { } keywords ? Apply(keywords) : null,
            Planning = questions.Planning is { } planning ? Apply(planning) : null,
            Closed = [.. questions.Closed.Select(Apply)],
        };
    }

    private static string Swap(Match match)
    {
        if (match.Groups["idiom"].Success)
        {
            return match.Value;
        }
        string other = match.Value.Equals("left", StringComparison.OrdinalIgnoreCase) ? "right" : "left";
        return char.IsUpper(match.Value[0]) ? char.ToUpper(other[0], CultureInfo.InvariantCulture) + other[1..] : other;
    }

    private static string Opposite(string number) =>
        number.AsSpan().IndexOfAnyExcept("+-0.") < 0 ? number
        : number[0] switch
        {
            '-' => "+" + number[1..],
            '+' => "-" + number[1..],
            _ => "-" + number,
        };

    [GeneratedRegex(@"(?<idiom>\bahead, left, behind or right\b|\bleft, right or straight\b|\bright(?= action\b| of way\b|-of-way\b| now\b| away\b)|(?<=\b(?:is|was|all) )right(?= to\b| for\b|\b[.,]))|\b(?:left|right)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Side();

    [GeneratedRegex(@"(\([+-]?\d+\.\d+, )([+-]?\d+\.\d+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Pair();

    [GeneratedRegex(@"(\bangle in degrees: )([+-]?\d+\.\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Angle();
}
