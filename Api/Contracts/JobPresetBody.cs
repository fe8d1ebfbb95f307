using System.Text.Json.Nodes;

namespace VoxPilot.Api.Contracts;

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
