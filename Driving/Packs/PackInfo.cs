namespace VoxPilot.Driving;

/// <summary>A model pack as seen from outside.</summary>
public sealed record PackInfo
{
    /// <summary>The capability of answering questions.</summary>
    public const string Answering = "vqa";

    /// <summary>The capability of seeing 3D Gaussians and rendering them.</summary>
    public const string Splatting = "gaussians";

    internal static readonly IReadOnlyList<string> WithoutLanguage = ["occupancy", "plan"];
    internal static readonly IReadOnlyList<string> AllCapabilities = [Answering, .. WithoutLanguage];

    /// <summary>Name of the pack: the name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 over all its files, lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>False for a pack of random weights, whose answers mean nothing.</summary>
    public required bool Trained { get; init; }

    /// <summary>Name of the architecture: nano, paper, or custom.</summary>
    public required string Architecture { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What it can do: vqa, occupancy, plan, gaussians.</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary>Where its planner gets the reasoning token from.</summary>
    public ReasoningSource Reasoning { get; init; } = ReasoningSource.LanguageModel;

    /// <summary>False where answers to questions mean nothing: nothing was trained, or all but the language model was.</summary>
    public bool AnswersTrained => Trained && Capabilities.Contains(Answering);

    /// <summary>Its measured quality; empty for an untrained pack.</summary>
    public IReadOnlyList<PackMetric> Metrics { get; init; } = [];

    /// <summary>True for the pack that answers now.</summary>
    public bool Loaded { get; init; }
}
