namespace VoxPilot.Api.Contracts;

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
