using System.Globalization;
using System.Text.RegularExpressions;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// Whether answers invent things: of closed questions for something that is not there, how many are answered with yes; of the positions that answers in
/// free text name, at how many nothing stands.
/// </summary>
public sealed partial class ExistenceClaims
{
    /// <summary>A position is one of a thing within this distance of it, metres, or within <see cref="Share"/> of the distance from the car, whichever is more.</summary>
    public const double Near = 2;

    /// <summary>See <see cref="Near"/>.</summary>
    public const double Share = 0.15;

    private readonly SceneShare claimed = new(), missed = new(), invented = new();

    /// <summary>Of questions for something that is not there, those answered with yes, in percent.</summary>
    public ISceneMeasure FalseClaims => claimed.Measure;

    /// <summary>Of questions for something that is there, those answered with no, in percent.</summary>
    public ISceneMeasure Missed => missed.Measure;

    /// <summary>Of positions in free text, those where nothing stands, in percent.</summary>
    public ISceneMeasure Invented => invented.Measure;

    /// <summary>Adds a closed question for something.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="truth">yes or no.</param>
    /// <param name="answer">What was answered.</param>
    public void Add(int scene, string truth, string answer)
    {
        bool there = ClosedAnswer.IsExact(truth, "yes");
        string said = ClosedAnswer.Normalize(ClosedAnswer.FirstClause(answer));
        (there ? missed : claimed).Add(scene, said == (there ? "no" : "yes"));
    }

    /// <summary>Adds an answer in free text.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="question">What was asked; positions that it names are not the answer's own.</param>
    /// <param name="answer">What was answered.</param>
    /// <param name="things">Where things are, ego frame.</param>
    public void AddText(int scene, string question, string answer, IReadOnlyList<(double X, double Y)> things)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(things);
        foreach ((double x, double y) in Positions(answer))
        {
            if (!question.Contains(FormattableString.Invariant($"({Signed(x)}, {Signed(y)})"), StringComparison.Ordinal))
            {
                double near = Math.Max(Near, Share * Math.Sqrt(x * x + y * y));
                invented.Add(scene, !things.Any(t => (t.X - x) * (t.X - x) + (t.Y - y) * (t.Y - y) <= near * near));
            }
        }
    }

    /// <summary>The positions that a text names: <c>(+12.3, -4.5)</c>, one decimal each; velocities and trajectories are none.</summary>
    public static IEnumerable<(double X, double Y)> Positions(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (Match match in Place().Matches(text))
        {
            yield return (double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), double.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
        }
    }

    private static string Signed(double value) => value == 0 ? "0.0" : value.ToString("+0.0;-0.0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<!velocity: ?)\(([+-]?\d{1,3}\.\d), ([+-]?\d{1,3}\.\d)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}
