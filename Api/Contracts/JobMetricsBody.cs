namespace VoxPilot.Api.Contracts;

/// <summary>Figures of a job over its steps.</summary>
internal sealed record JobMetricsBody
{
    /// <summary>By name, points of step and value.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<double[]>> Series { get; init; }
}
