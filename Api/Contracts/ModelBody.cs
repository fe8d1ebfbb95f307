using VoxPilot.Driving;

namespace VoxPilot.Api.Contracts;

/// <summary>A model pack: OpenAI's fields and ours.</summary>
internal sealed record ModelBody
{
    /// <summary>Its name.</summary>
    /// <example>nano</example>
    public required string Id { get; init; }

    /// <summary>Always <c>model</c>.</summary>
    /// <example>model</example>
    public string Object { get; init; } = "model";

    /// <summary>When it was written, seconds since the Unix epoch.</summary>
    public required long Created { get; init; }

    /// <summary>Always <c>voxpilot</c>.</summary>
    /// <example>voxpilot</example>
    public string OwnedBy { get; init; } = "voxpilot";

    /// <summary><c>loaded</c> for the pack that answers, <c>available</c> for the others.</summary>
    /// <example>loaded</example>
    public required string Status { get; init; }

    /// <summary>False for a pack of random weights, whose answers mean nothing.</summary>
    public required bool Trained { get; init; }

    /// <summary>What it can do.</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary>Where its planner gets the reasoning token from: <c>language_model</c>, or <c>constant</c> while no language model is aligned.</summary>
    /// <example>language_model</example>
    public required string Reasoning { get; init; }

    /// <summary>SHA-256 over its files.</summary>
    public required string Hash { get; init; }

    /// <summary>Name of its architecture.</summary>
    public required string Architecture { get; init; }

    /// <summary>Its measured quality, each figure with the command that prints it.</summary>
    public required IReadOnlyList<PackMetric> Metrics { get; init; }
}
