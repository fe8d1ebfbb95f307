using System.Text.Json.Nodes;

namespace VoxPilot.Api.Contracts;

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
