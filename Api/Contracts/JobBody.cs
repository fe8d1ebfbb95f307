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

    /// <summary>Files that it has left so far.</summary>
    public IReadOnlyList<ArtifactBody>? Artifacts { get; init; }

    /// <summary>Whether it leaves a pack that can be promoted now.</summary>
    public bool? Promotable { get; init; }
}

/// <summary>How far a job is.</summary>
internal sealed record JobProgressBody
{
    /// <summary>Steps done.</summary>
    public required int Step { get; init; }

    /// <summary>Steps in all.</summary>
    public required int Steps { get; init; }

    /// <summary>Epoch of the last batch, from 0.</summary>
    public int? Epoch { get; init; }

    /// <summary>Throughput.</summary>
    public double? SamplesPerSecond { get; init; }

    /// <summary>Seconds that are left at this pace.</summary>
    public double? EtaSeconds { get; init; }
}

/// <summary>A file that a job has left.</summary>
internal sealed record ArtifactBody
{
    /// <summary>Its name, with folders; GET /v1/jobs/{id}/artifacts/{name} gives it.</summary>
    /// <example>results/pack/pack.json</example>
    public required string Name { get; init; }

    /// <summary>Its size.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Jobs, newest first.</summary>
internal sealed record JobListBody
{
    /// <summary>The jobs.</summary>
    public required IReadOnlyList<JobBody> Data { get; init; }

    /// <summary>For the next page, as `before`; left out on the last one.</summary>
    public string? Next { get; init; }
}

/// <summary>Jobs that were queued together, in the order of their chain.</summary>
internal sealed record JobChainBody
{
    /// <summary>The jobs.</summary>
    public required IReadOnlyList<JobBody> Data { get; init; }
}

/// <summary>What would be queued.</summary>
internal sealed record JobCheckBody
{
    /// <summary>The command line of each job.</summary>
    public required IReadOnlyList<string> Commands { get; init; }
}

/// <summary>Parameters under one name.</summary>
internal sealed record JobPresetBody
{
    /// <summary>Its name.</summary>
    /// <example>mini</example>
    public required string Name { get; init; }

    /// <summary>What it suits.</summary>
    public required string About { get; init; }

    /// <summary>What it sets.</summary>
    public required JsonObject Parameters { get; init; }
}

/// <summary>A kind of job.</summary>
internal sealed record JobKindBody
{
    /// <summary>Its name.</summary>
    /// <example>occupancy</example>
    public required string Kind { get; init; }

    /// <summary>What it does.</summary>
    public required string About { get; init; }

    /// <summary>Parameters to start from; the first one is taken where none is named.</summary>
    public required IReadOnlyList<JobPresetBody> Presets { get; init; }

    /// <summary>JSON schema of its parameters.</summary>
    public required JsonObject Schema { get; init; }
}

/// <summary>The kinds of jobs.</summary>
internal sealed record JobKindListBody
{
    /// <summary>The kinds, in the order of a recipe.</summary>
    public required IReadOnlyList<JobKindBody> Data { get; init; }
}

/// <summary>Figures of a job over its steps.</summary>
internal sealed record JobMetricsBody
{
    /// <summary>By name, points of step and value.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<double[]>> Series { get; init; }
}
