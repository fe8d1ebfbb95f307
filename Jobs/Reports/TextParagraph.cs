using System.Text;

namespace VoxPilot.Jobs.Reports;

/// <summary>A sentence for the console, broken between words; further lines are indented as the first one is, and two more.</summary>
/// <param name="Text">The sentence.</param>
internal readonly record struct TextParagraph(string Text)
{
    /// <summary>Writes it, each line ended.</summary>
    public void WriteTo(StringBuilder text)
    {
        string indent = new(' ', Text.Length - Text.TrimStart().Length + 2), rest = Text;
        while (rest.Length > TextTable.Width)
        {
            int at = rest.LastIndexOf(' ', TextTable.Width);
            at = at > indent.Length ? at : TextTable.Width;
            text.Append(rest.AsSpan(0, at)).Append('\n');
            rest = indent + rest[at..].TrimStart();
        }
        text.Append(rest).Append('\n');
    }
}
