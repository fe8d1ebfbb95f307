using System.Text.Json.Serialization;

namespace VoxPilot.Perception;

/// <summary>A vision transformer (Dosovitskiy et al. 2021; Radford et al. 2021) as a teacher: OpenCLIP's image tower of that kind.</summary>
public sealed record VitTeacherConfig
{
    /// <summary>Pixels along a patch's side.</summary>
    public required int Patch { get; init; }

    /// <summary>Channels of its tokens.</summary>
    public required int Width { get; init; }

    /// <summary>Blocks.</summary>
    public required int Layers { get; init; }

    /// <summary>Heads of its attention.</summary>
    public required int Heads { get; init; }

    /// <summary>Rows and columns, in pixels, that it was trained on; other sizes interpolate its positions.</summary>
    public required int ImageSize { get; init; }

    /// <summary>Channels of the space that it shares with text.</summary>
    public required int EmbeddingWidth { get; init; }

    /// <summary>Whether the tokens are projected into that space.</summary>
    public bool Projected { get; init; }

    /// <summary>True for weights with x σ(1.702 x) in place of GELU: OpenAI's, and OpenCLIP's whose name ends in <c>-quickgelu</c>.</summary>
    public bool QuickGelu { get; init; }

    /// <summary>What it wants to see.</summary>
    public TeacherInputConfig Input { get; init; } = new();

    /// <summary>Channels of its features.</summary>
    [JsonIgnore]
    public int FeatureWidth => Projected ? EmbeddingWidth : Width;

    /// <summary>Patches along a side of the size that it was trained on.</summary>
    [JsonIgnore]
    public int Grid => ImageSize / Patch;

    /// <summary>OpenCLIP's <c>ViT-B-16</c>: 86 M weights, 768 channels.</summary>
    public static VitTeacherConfig B16() => new() { Patch = 16, Width = 768, Layers = 12, Heads = 12, ImageSize = 224, EmbeddingWidth = 512 };

    /// <summary>OpenCLIP's <c>ViT-L-14</c>: 303 M weights, 1024 channels.</summary>
    public static VitTeacherConfig L14() => new() { Patch = 14, Width = 1024, Layers = 24, Heads = 16, ImageSize = 224, EmbeddingWidth = 768 };
}
