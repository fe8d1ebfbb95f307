namespace VoxPilot.Driving;

/// <summary>Names of the files in a pack's folder.</summary>
public static class PackFiles
{
    /// <summary>Image encoder, occupancy encoder, forecaster.</summary>
    public const string Perception = "perception.safetensors";

    /// <summary>Anchor scorer and diffusion decoder.</summary>
    public const string Planner = "planner.safetensors";

    /// <summary>Scene connector, global tokens and the plan token.</summary>
    public const string Connector = "connector.safetensors";

    /// <summary>The language model with its vocabulary.</summary>
    public const string Language = "llm.gguf";

    /// <summary>Folder of LoRA adapters that are loaded with the pack: NAME.gguf each.</summary>
    public const string Adapters = "adapters";

    /// <summary>Ending of <see cref="Language"/> and of each adapter.</summary>
    public const string Gguf = ".gguf";

    /// <summary>The anchors.</summary>
    public const string Anchors = "anchors.json";

    /// <summary>What the pack is, for people.</summary>
    public const string ModelCard = "MODEL_CARD.md";

    /// <summary>The file of an adapter.</summary>
    public static string Adapter(string name) => $"{Adapters}/{name}{Gguf}";

    /// <summary>Files without which a pack does not work.</summary>
    public static IReadOnlyList<string> Required { get; } = [Perception, Planner, Connector, Language, Anchors];
}
