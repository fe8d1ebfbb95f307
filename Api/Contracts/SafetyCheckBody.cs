using System.Text.Json.Serialization;

namespace VoxPilot.Api.Contracts;

/// <summary>One check of the safety envelope.</summary>
internal sealed record SafetyCheckBody
{
    /// <summary>What was checked.</summary>
    public required string Name { get; init; }

    /// <summary>True if the limit is kept.</summary>
    public required bool Ok { get; init; }

    /// <summary>The worst value found, in SI units.</summary>
    public required double Value { get; init; }

    /// <summary>What it may be at most, in the same unit.</summary>
    public required double Limit { get; init; }

    /// <summary>When the worst value occurs, seconds ahead; null if it belongs to no instant.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double? Time { get; init; }

    /// <summary>Where, x forward and y left in metres; null if it belongs to no place.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required double[]? Place { get; init; }
}
