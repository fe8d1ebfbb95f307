namespace VoxPilot.Jobs.Reports;

/// <summary>The signs of pages and console tables. They carry the meaning; colour only repeats it.</summary>
internal static class ReportSigns
{
    public const string Best = "★";
    public const string BestByChance = "☆";
    public const string Better = "▲";
    public const string Worse = "▼";
    public const string NotClear = "≈";
    public const string Different = "≠";
    public const string Unknown = "?";
    public const string None = "–";

    /// <summary>The sign of a verdict.</summary>
    public static string Of(ReportVerdict verdict) => verdict switch
    {
        ReportVerdict.Better => Better,
        ReportVerdict.Worse => Worse,
        ReportVerdict.NotClear => NotClear,
        ReportVerdict.Different => Different,
        _ => Unknown,
    };

    /// <summary>Which way is better, as the field writes it beside a measure.</summary>
    public static string Direction(bool? higherIsBetter) => higherIsBetter switch { true => "↑", false => "↓", null => "" };

    /// <summary>What each sign means where a figure stands beside a baseline's.</summary>
    public static IReadOnlyList<(string Sign, string Meaning)> BesideBaselines { get; } =
    [
        (Best, "the best figure of the row, clearly better than what it stands beside"),
        (BestByChance, "the best figure of the row, by so little that chance may have done it"),
        (Better, "the baseline is clearly better: the paired 95 % interval of the difference lies on its side of 0"),
        (Worse, "the baseline is clearly worse"),
        (NotClear, "not clear: the paired 95 % interval of the difference contains 0"),
        (Different, "clearly different, where neither more nor less is better"),
        (Unknown, "not known: without an interval (one scene) a difference cannot be judged"),
        (None, "this baseline has no such figure"),
        ("↑ ↓", "higher is better, lower is better"),
    ];

    /// <summary>What each sign means where B stands beside A.</summary>
    public static IReadOnlyList<(string Sign, string Meaning)> BesideAnother { get; } =
    [
        (Better, "B is clearly better: the paired 95 % interval of the difference lies on its side of 0"),
        (Worse, "B is clearly worse"),
        (NotClear, "not clear: the paired 95 % interval of the difference contains 0"),
        (Different, "clearly different, where neither more nor less is better"),
        (Unknown, "not known: a figure is undefined, or there is no interval (one scene)"),
        ("↑ ↓", "higher is better, lower is better"),
    ];
}
