using System.Text;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Ablations;

/// <summary>Ablations for people, in Markdown: the rows that there are, and the table of those that are done.</summary>
public static class AblationText
{
    /// <summary>What each row changes, and which stages it needs.</summary>
    public static string Of(AblationPlan plan, IReadOnlyList<AblationRow> rows)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(rows);
        StringBuilder text = new();
        text.Append($"base: {string.Join(", ", AblationTable.Words(plan.Stages))}\n");
        foreach (AblationRow row in rows)
        {
            text.Append($"{row.Name}: {row.About}\n    {string.Join("; ", row.Changes)}\n    after the base's {row.After}: {string.Join(", ", AblationTable.Words(row.Stages(plan)))}\n");
        }
        return text.ToString();
    }

    /// <summary>The base's figures, then each row's with the difference, and what it takes to read them.</summary>
    public static string Of(AblationTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        StringBuilder text = new();
        text.Append($"`{table.Request.Command}`: seed {table.Request.Seed}; steps: {string.Join(", ", table.Stages)}.\n\n");
        Row(text, ["row", .. table.Figures.Select(f => $"{f.Title}{(f.Unit.Length > 0 ? $", {f.Unit}" : "")} {ReportSigns.Direction(f.HigherIsBetter)}".TrimEnd()), "trained anew"]);
        Row(text, [.. Enumerable.Repeat("---", table.Figures.Count + 2)]);
        foreach (AblationLine line in table.Rows)
        {
            Row(text, [line.Result.Name, .. table.Figures.Select((figure, f) => Cell(line.Cells[f], figure.Unit)), string.Join(", ", line.Result.Stages)]);
        }
        text.Append($"\nIn brackets: the difference to the base with its paired 95 % bootstrap interval over scenes; {ReportSigns.Better} clearly better, {ReportSigns.Worse} clearly worse, {ReportSigns.NotClear} not clear, {ReportSigns.Unknown} not known. One seed: what another seed would change is not in the interval.\n\n");
        foreach (AblationResult result in table.Rows.Skip(1).Select(line => line.Result))
        {
            text.Append($"- {result.Name}: {result.About} (`{string.Join("`, `", result.Changes)}`).{(result.Fault is { } fault ? $" No figures: {fault}" : "")}\n");
        }
        return text.ToString();
    }

    private static void Row(StringBuilder text, IReadOnlyList<string> cells) => text.Append($"| {string.Join(" | ", cells)} |\n");

    private static string Cell(AblationCell? cell, string unit)
    {
        if (cell?.Value is not { } value)
        {
            return ReportSigns.None;
        }
        ReportNumbers numbers = ReportNumbers.For(unit, [new(value, null, null, [])]);
        if (cell.Difference is not { } difference)
        {
            return cell is { Low: { } low, High: { } high } ? $"{numbers.Text(value)} [{numbers.Text(low)}, {numbers.Text(high)}]" : numbers.Text(value);
        }
        string interval = cell is { DifferenceLow: { } least, DifferenceHigh: { } most } ? $" [{numbers.Signed(least)}, {numbers.Signed(most)}]" : "";
        return $"{numbers.Text(value)} ({numbers.Signed(difference)}{interval}) {ReportSigns.Of(cell.Verdict ?? ReportVerdict.Unknown)}";
    }
}
