using System.Runtime.CompilerServices;
using System.Text;

namespace VoxPilot.Jobs.Reports;

/// <summary>Fills the holes of interpolated markup: text is escaped for elements and quoted attributes alike.</summary>
/// <param name="literalLength">Characters of markup.</param>
/// <param name="formattedCount">Number of holes.</param>
[InterpolatedStringHandler]
internal readonly struct HtmlHandler(int literalLength, int formattedCount)
{
    private readonly StringBuilder markup = new(literalLength + 16 * formattedCount);

    public string Text => markup.ToString();

    public void AppendLiteral(string literal) => markup.Append(literal);

    public void AppendFormatted(Html html) => markup.Append(html.Text);

    public void AppendFormatted(long number, string? format = null) => markup.Append(number.ToString(format));

    public void AppendFormatted(string? text)
    {
        foreach (char c in text ?? "")
        {
            _ = c switch
            {
                '&' => markup.Append("&amp;"),
                '<' => markup.Append("&lt;"),
                '>' => markup.Append("&gt;"),
                '"' => markup.Append("&quot;"),
                '\'' => markup.Append("&#39;"),
                _ => markup.Append(c),
            };
        }
    }
}
