using System.Text.Json.Nodes;

namespace VoxPilot.Api.Contracts;

/// <summary>A job.</summary>
internal sealed record JobBody
{
    /// <summary>Its id.</summary>
    /// <example>job-0123456789abcdef</example>
    public required string Id { get; init; }

    /// <summary>What kind of work it is.</summary>
    /// <example>occupancy</example>
    public required string Kind { get; init; }

    /// <summary>Its name, for people.</summary>
    /// <example>eyes</example>
    public required string Name { get; init; }

    /// <summary><c>queued</c>, <c>running</c>, <c>succeeded</c>, <c>failed</c> or <c>cancelled</c>.</summary>
    /// <example>running</example>
    public required string State { get; init; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was first begun.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How often it was begun.</summary>
    public required int Attempt { get; init; }

    /// <summary>The server that runs it.</summary>
    public string? Node { get; init; }

    /// <summary>The device that it runs on.</summary>
    /// <example>cpu</example>
    public required string Device { get; init; }

    /// <summary>Whether its end has been asked for.</summary>
    public required bool CancelRequested { get; init; }

    /// <summary>How far it is.</summary>
    public JobProgressBody? Progress { get; init; }

    /// <summary>The latest figures of its training, by name.</summary>
    public IReadOnlyDictionary<string, double>? Losses { get; init; }

    /// <summary>Why it failed or was cancelled.</summary>
    public string? Error { get; init; }

    /// <summary>Jobs that have to succeed before it starts.</summary>
    public required IReadOnlyList<string> After { get; init; }

    /// <summary>Where its parameters start from.</summary>
    /// <example>mini</example>
    public required string Preset { get; init; }

    /// <summary>What it sets otherwise.</summary>
    public required JsonObject Parameters { get; init; }

    /// <summary>The command line that does the same.</summary>
    public required string Command { get; init; }

    /// <summary>The attempts at it; left out in lists.</summary>
    public IReadOnlyList<JobRunBody>? Runs { get; init; }

    /// <summary>Files that it has left so far.</summary>
    public IReadOnlyList<ArtifactBody>? Artifacts { get; init; }

    /// <summary>Whether it leaves a pack that can be promoted now.</summary>
    public bool? Promotable { get; init; }
}
