using System.Text;

namespace VoxPilot.Jobs.Reports;

/// <summary>A comparison for the console: every measure with A, B and their difference.</summary>
public static class ReportComparisonText
{
    /// <summary>Lines of at most 120 characters, each ended.</summary>
    public static string Of(ReportComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        StringBuilder text = new();
        ReportText.Head(text, "A: ", comparison.A);
        ReportText.Head(text, "B: ", comparison.B);
        foreach (ReportComparisonSection section in comparison.Sections)
        {
            text.Append('\n');
            if (section.Rows.Count > 0)
            {
                Table(section).WriteTo(text);
            }
            else
            {
                new TextParagraph(section.Title).WriteTo(text);
            }
            foreach (string line in Missing(section))
            {
                new TextParagraph("  " + line).WriteTo(text);
            }
        }
        text.Append('\n');
        new TextParagraph($"{ReportWords.Verdicts(comparison)} Difference: B less A, [paired 95 % interval]; {ReportSigns.Better} B clearly better, {ReportSigns.Worse} B clearly worse, {ReportSigns.NotClear} not clear, {ReportSigns.Unknown} not known.").WriteTo(text);
        return text.ToString();
    }

    private static TextTable Table(ReportComparisonSection section)
    {
        TextTable table = new();
        table.Add(section.Title, "A", "B", "B − A  ");
        string group = "";
        foreach (ReportComparisonRow row in section.Rows)
        {
            ReportMeasure measure = row.A;
            string heading = measure.Group == measure.Convention || measure.Group.Length == 0 ? measure.Convention : $"{measure.Group}, by {measure.Convention}";
            if (heading != group)
            {
                table.Add("  " + (group = heading));
            }
            ReportNumbers numbers = ReportNumbers.For(measure.Unit, [row.A.Value, row.B.Value]);
            table.Add($"    {measure.Title} {ReportSigns.Direction(measure.HigherIsBetter)}", ReportText.Figure(row.A.Value, numbers), ReportText.Figure(row.B.Value, numbers),
                $"{Difference(row.Difference.Value, numbers.ForDifference(row.Difference.Value))} {ReportSigns.Of(row.Difference.Verdict)}");
        }
        return table;
    }

    private static string Difference(ReportValue value, ReportNumbers numbers) => value switch
    {
        { Value: double v, Low: double low, High: double high } => $"{numbers.Signed(v)} [{numbers.Signed(low)}, {numbers.Signed(high)}]",
        { Value: double v } => numbers.Signed(v),
        _ => "undefined",
    };

    private static IEnumerable<string> Missing(ReportComparisonSection section)
    {
        if (section.AbsentInA is string a)
        {
            yield return $"absent in A: {a}";
        }
        if (section.AbsentInB is string b)
        {
            yield return $"absent in B: {b}";
        }
        foreach (IGrouping<string, ReportUnmatched> alike in section.Unmatched.GroupBy(u => u.Reason))
        {
            yield return $"{alike.Key}: {string.Join(", ", alike.Select(u => (u.A ?? u.B)!.Id))}";
        }
    }
}
