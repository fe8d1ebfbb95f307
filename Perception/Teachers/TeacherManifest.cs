using System.Text.Json;

namespace VoxPilot.Perception;

/// <summary>What teacher.json says.</summary>
internal sealed record TeacherManifest
{
    /// <summary>Which network it is; see <see cref="TeacherFolder"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What the weights are called, with their origin; left out, the architecture names them.</summary>
    public string? Name { get; init; }

    /// <summary>Name of the safetensors file beside it.</summary>
    public required string Weights { get; init; }

    /// <summary>The architecture, in the terms of its kind.</summary>
    public required JsonElement Config { get; init; }
}
