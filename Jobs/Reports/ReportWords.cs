namespace VoxPilot.Jobs.Reports;

/// <summary>Sentences that pages and console tables share.</summary>
internal static class ReportWords
{
    public const string Untrained = "This pack was not trained: its figures mean nothing but that the pipeline runs.";

    public const string OneScene = "There is one scene only, so no figure has an interval and no difference can be judged.";

    /// <summary>What kind of measurement it is.</summary>
    public static string Kind(ReportKind kind) => kind == ReportKind.ClosedLoop ? "closed loop" : "evaluation";

    /// <summary>What the data are made of.</summary>
    public static (string Scene, string Step) Things(ReportKind kind) => kind == ReportKind.ClosedLoop ? ("route", "step") : ("scene", "key frame");

    /// <summary>On how much it was measured.</summary>
    public static string Amount(Report report)
    {
        (string scene, string step) = Things(report.Kind);
        return $"{Some(report.Data.Scenes.Count, scene)}, {Some(report.Data.Keyframes, step)}";
    }

    /// <summary>1 scene, 2 scenes.</summary>
    public static string Some(long count, string thing) => count == 1 ? $"1 {thing}" : $"{count:N0} {thing}s";

    /// <summary>Enough of a hash to tell two apart by eye.</summary>
    public static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    /// <summary>Whether a setting makes the figures other than those that people compare: no ego state, degraded images, a part of the data.</summary>
    public static bool IsUnusual(string setting, string value) => setting switch
    {
        "ego" => value is not ("on" or "yes" or "true"),
        "degrade" => value is not ("none" or "off" or "no"),
        "limit" => value is not ("none" or "all"),
        _ => false,
    };

    /// <summary>The measures that sum a section up.</summary>
    public static IEnumerable<ReportMeasure> Headlines(ReportSection section) =>
        section.Measures.Any(m => m.Headline) ? section.Measures.Where(m => m.Headline) : section.Measures.Take(1);

    /// <summary>What a comparison says in all, and how much of that chance alone would say.</summary>
    public static string Verdicts(ReportComparison comparison)
    {
        int judged = comparison.Sections.Sum(s => s.Rows.Count(r => r.Difference.Verdict != ReportVerdict.Unknown));
        return $"Of {Some(judged, "measure")} that can be judged, B is clearly better in {comparison.Count(ReportVerdict.Better)} and clearly worse in {comparison.Count(ReportVerdict.Worse)}; " +
            $"{comparison.Count(ReportVerdict.NotClear)} are not clear. Of 20 measures without a true difference, one looks clear by chance.";
    }
}
