using System.Text.Json.Nodes;

namespace VoxPilot.Jobs.Store;

/// <summary>A job as the store keeps it.</summary>
public sealed record Job
{
    /// <summary>Its identifier.</summary>
    public required string Id { get; init; }

    /// <summary>What kind of work it is.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>What is to be done: all that the kind needs to know.</summary>
    public required JsonObject Request { get; init; }

    /// <summary>Jobs that have to succeed before it starts.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>The device that it needs; one job runs on a device at a time.</summary>
    public required string Device { get; init; }

    /// <summary>Where it is.</summary>
    public required JobState State { get; init; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was first begun; null: not yet.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null: not yet.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How many times it was begun; only the newest attempt may write.</summary>
    public int Attempt { get; init; }

    /// <summary>The node that runs it; null: none.</summary>
    public string? Node { get; init; }

    /// <summary>When that node last said that it is alive; null: none runs it.</summary>
    public DateTimeOffset? HeartbeatAt { get; init; }

    /// <summary>Whether someone has asked for its end.</summary>
    public bool CancelRequested { get; init; }

    /// <summary>How far it is; null: it has said nothing yet.</summary>
    public JobProgress? Progress { get; init; }

    /// <summary>Why it failed or was cancelled; null otherwise.</summary>
    public string? Error { get; init; }

    /// <summary>Whether nothing more will happen to it by itself.</summary>
    public bool HasEnded => State is JobState.Succeeded or JobState.Failed or JobState.Cancelled;
}
