using System.Text;

namespace VoxPilot.Jobs.Reports;

/// <summary>A table for the console: the first column to the left, the others to the right, no line longer than the console is wide.</summary>
internal sealed class TextTable
{
    /// <summary>Characters in a line.</summary>
    public const int Width = 120;

    private const int Gap = 2;
    private const int Narrowest = 12;

    private readonly List<string[]> rows = [];

    /// <summary>Adds a row; one of a single cell runs over all columns.</summary>
    public void Add(params string[] cells) => rows.Add(cells);

    /// <summary>Whether all rows fit without being cut.</summary>
    public bool Fits => Widths().Sum() + Gap * (Widths().Length - 1) <= Width;

    /// <summary>Writes the table. What does not fit is taken from the first column, then from the widest others.</summary>
    public void WriteTo(StringBuilder text)
    {
        int[] widths = Widths();
        int over = widths.Sum() + Gap * (widths.Length - 1) - Width;
        foreach (int column in Enumerable.Range(0, widths.Length).OrderByDescending(c => c == 0 ? int.MaxValue : widths[c]))
        {
            int cut = Math.Clamp(over, 0, Math.Max(0, widths[column] - Narrowest));
            (widths[column], over) = (widths[column] - cut, over - cut);
        }
        foreach (string[] row in rows)
        {
            text.Append((row.Length == 1 ? Cut(row[0], Width) : string.Join(new string(' ', Gap), row.Select((cell, c) => c == 0 ? Cut(cell, widths[c]).PadRight(widths[c]) : Cut(cell, widths[c]).PadLeft(widths[c])))).TrimEnd()).Append('\n');
        }
    }

    private int[] Widths()
    {
        int[] widths = new int[rows.Max(r => r.Length)];
        foreach (string[] row in rows.Where(r => r.Length > 1))
        {
            for (int c = 0; c < row.Length; c++)
            {
                widths[c] = Math.Max(widths[c], row[c].Length);
            }
        }
        return widths;
    }

    private static string Cut(string cell, int width) => cell.Length <= width ? cell : cell[..(width - 1)] + "…";
}
