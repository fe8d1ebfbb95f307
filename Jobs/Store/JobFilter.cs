namespace VoxPilot.Jobs.Store;

/// <summary>Which jobs are listed, newest first.</summary>
public sealed record JobFilter
{
    /// <summary>Most that one page may have.</summary>
    public const int MostPerPage = 200;

    /// <summary>Of these states; empty: of all.</summary>
    public IReadOnlyList<JobState> States { get; init; } = [];

    /// <summary>Of this kind; null: of all.</summary>
    public string? Kind { get; init; }

    /// <summary>At most so many.</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Those that were queued before this job; null: from the newest on.</summary>
    public string? Before { get; init; }
}
