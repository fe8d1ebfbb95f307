using System.Globalization;
using System.Text;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Questions;

/// <summary>
/// How numbers and lists are spelled, and how patterns become sentences. Numbers follow OmniDrive (spec/sparseoccvla.md §2.3): signs are
/// always printed, two decimals in trajectories and one elsewhere; what rounds to zero is <c>0.0</c>.
/// </summary>
internal static class Wording
{
    /// <summary>A sentence from a pattern: of each <c>&lt;a|b|c&gt;</c> one alternative is drawn; alternatives may nest.</summary>
    public static string Say(string pattern, RandomStream random)
    {
        StringBuilder text = new(pattern.Length);
        int at = 0;
        Expand(pattern, ref at, text, random, closing: false);
        return text.ToString();
    }

    /// <summary>With its sign: <c>+12.3</c>.</summary>
    public static string Signed(double value)
    {
        double rounded = Math.Round(value, 1, MidpointRounding.AwayFromZero);
        return rounded == 0 ? "0.0" : rounded.ToString("+0.0;-0.0", CultureInfo.InvariantCulture);
    }

    /// <summary>Without a sign, one decimal: <c>4.6</c>.</summary>
    public static string Plain(double value) => Math.Round(value, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A place of the ego frame: <c>(+12.3, -4.5)</c>, the one spelling of positions in all texts.</summary>
    public static string Place(Vector2D p) => $"({Signed(p.X)}, {Signed(p.Y)})";

    /// <summary>A trajectory: <c>[PT, (+1.00, 0.0), …]</c>.</summary>
    public static string Path(IEnumerable<(double X, double Y)> points) => OmniDrivePlanText.Format(points);

    /// <summary><c>a, b and c</c>.</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };

    /// <summary>With a capital letter in front.</summary>
    public static string Capital(string text) => text.Length > 0 ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    /// <summary>With <c>a</c> or <c>an</c> in front, as the first letter asks.</summary>
    public static string Article(string words) => words[0] is 'a' or 'e' or 'i' or 'o' ? $"an {words}" : $"a {words}";

    private static void Expand(string pattern, ref int at, StringBuilder text, RandomStream random, bool closing)
    {
        while (at < pattern.Length)
        {
            char c = pattern[at];
            if (closing && c is '|' or '>')
            {
                return;
            }
            at++;
            if (c != '<')
            {
                text.Append(c);
                continue;
            }
            int wanted = random.Index(Alternatives(pattern, at));
            for (int i = 0; ; i++)
            {
                StringBuilder part = new();
                Expand(pattern, ref at, part, random, closing: true);
                if (i == wanted)
                {
                    text.Append(part);
                }
                if (pattern[at++] == '>')
                {
                    break;
                }
            }
        }
    }

    private static int Alternatives(string pattern, int at)
    {
        int count = 1;
        for (int depth = 1; depth > 0; at++)
        {
            depth += pattern[at] switch { '<' => 1, '>' => -1, _ => 0 };
            count += depth == 1 && pattern[at] == '|' ? 1 : 0;
        }
        return count;
    }
}
