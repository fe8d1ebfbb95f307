namespace VoxPilot.Perception;

/// <summary>A head that says depth and class of every pixel.</summary>
public sealed record DenseHeadConfig
{
    /// <summary>C: channels of the pyramid's levels.</summary>
    public required int InputWidth { get; init; }

    /// <summary>Channels of the two convolutions; a multiple of <see cref="NormGroups"/>.</summary>
    public int HiddenWidth { get; init; } = 96;

    /// <summary>Groups of the normalisation.</summary>
    public int NormGroups { get; init; } = 8;

    /// <summary>Dt: channels of a pixel's embedding, which is compared with the embeddings of the classes' names.</summary>
    public int EmbeddingWidth { get; init; } = 64;

    /// <summary>Rows and columns of the output per row and column of the finest level: 2 for nano, whose finest level has stride 8.</summary>
    public int Upscale { get; init; } = 2;

    /// <summary>Depth per focal length that the head starts from, metres per image width: about 15 m for a camera of 70°.</summary>
    public double InitialDepth { get; init; } = 20;
}
