using System.ComponentModel.DataAnnotations;

namespace VoxPilot.Driving;

/// <summary>How the service runs. Bound from the configuration section <see cref="Section"/>.</summary>
public sealed record DrivingServiceOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Driving";

    /// <summary>Default of <see cref="Pack"/>.</summary>
    public const string DefaultPack = "nano";

    /// <summary>Name of the pack that is loaded at start.</summary>
    [Required, RegularExpression("^[a-z0-9][a-z0-9._-]{0,63}$")]
    public string Pack { get; init; } = DefaultPack;

    /// <summary>Where networks run: cpu, cuda, or cuda:N.</summary>
    [Required, RegularExpression("^(cpu|cuda(:[0-9]+)?)$")]
    public string Device { get; init; } = "cpu";

    /// <summary>Threads of the networks; 0 takes all cores.</summary>
    [Range(0, 1024)]
    public int Threads { get; init; }

    /// <summary>
    /// Threads of the language model; 0 takes one for a small model and all cores for a large one. Its threads meet after each
    /// matrix: with small matrices that costs more than it saves, and far more where the cores are shared.
    /// </summary>
    [Range(0, 1024)]
    public int LanguageThreads { get; init; }

    /// <summary>Work items that may wait for the device before requests are refused.</summary>
    [Range(1, 10_000)]
    public int QueueLimit { get; init; } = 64;

    /// <summary>Questions and plans that the language model works on at the same time.</summary>
    [Range(1, 64)]
    public int LanguageSequences { get; init; } = 8;

    /// <summary>Memory that scenes may hold, bytes; the least recently used are dropped first.</summary>
    [Range(1 << 20, long.MaxValue)]
    public long SceneBytes { get; init; } = 512L << 20;

    /// <summary>How long an unused scene lives, seconds.</summary>
    [Range(1, 86_400)]
    public int SceneLifetimeSeconds { get; init; } = 600;

    /// <summary>Tokens of a question at most; the model's context may allow fewer.</summary>
    [Range(8, 32_768)]
    public int MaximumQuestionTokens { get; init; } = 512;

    /// <summary>Adapters that may be loaded at the same time.</summary>
    [Range(1, 1024)]
    public int Adapters { get; init; } = 16;

    /// <summary>Compare each file of a pack with its SHA-256 before it is loaded.</summary>
    public bool VerifyHashes { get; init; } = true;
}
