using System.ComponentModel.DataAnnotations;

namespace VoxPilot.Api.Options;

/// <summary>How long and for how many requests <c>Idempotency-Key</c> is remembered; section <c>VoxPilot:Idempotency</c>.</summary>
internal sealed record IdempotencyOptions
{
    /// <summary>Section of appsettings.json.</summary>
    public const string Section = "VoxPilot:Idempotency";

    /// <summary>Default of <see cref="Keys"/>.</summary>
    public const int DefaultKeys = 256;

    /// <summary>Default of <see cref="Minutes"/>.</summary>
    public const int DefaultMinutes = 60;

    /// <summary>Keys that are remembered; the oldest is forgotten first.</summary>
    [Range(1, 100_000)]
    public int Keys { get; init; } = DefaultKeys;

    /// <summary>Minutes that a key is remembered.</summary>
    [Range(1, 10_080)]
    public int Minutes { get; init; } = DefaultMinutes;
}
