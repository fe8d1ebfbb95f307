namespace VoxPilot.Jobs.Reports;

/// <summary>What a difference between two figures says.</summary>
public enum ReportVerdict
{
    /// <summary>Nothing: a figure is undefined, or there is no interval (one scene).</summary>
    Unknown,

    /// <summary>The paired 95 % interval contains 0.</summary>
    NotClear,

    /// <summary>The first is clearly better.</summary>
    Better,

    /// <summary>The first is clearly worse.</summary>
    Worse,

    /// <summary>They clearly differ, and neither more nor less is better.</summary>
    Different,
}
