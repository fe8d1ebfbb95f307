using System.Text.Json.Nodes;

namespace VoxPilot.Api.Contracts;

/// <summary>A job to be queued, or a chain of them.</summary>
internal sealed record CreateJobRequest
{
    /// <summary>What kind of work it is; GET /v1/jobs/kinds lists the kinds.</summary>
    /// <example>occupancy</example>
    public string? Kind { get; init; }

    /// <summary>Parameters to start from; the kind's first preset if left out.</summary>
    /// <example>mini</example>
    public string? Preset { get; init; }

    /// <summary>Its name, for people; within a chain, others refer to it by `@name`.</summary>
    /// <example>eyes</example>
    public string? Name { get; init; }

    /// <summary>Short for the parameter `data`.</summary>
    /// <example>train</example>
    public string? Dataset { get; init; }

    /// <summary>What it sets otherwise than the preset; the kind's schema says what there is.</summary>
    public JsonObject? Parameters { get; init; }

    /// <summary>A job whose pack it starts from; short for the parameter `from`.</summary>
    public string? ResumeFrom { get; init; }

    /// <summary>Jobs that have to succeed before it starts, by id, within a chain by `@name` too. In a chain, the entry before if left out.</summary>
    public IReadOnlyList<string>? After { get; init; }

    /// <summary>Instead of a kind: jobs that are queued together, each behind the one before.</summary>
    public IReadOnlyList<CreateJobRequest>? Chain { get; init; }
}
