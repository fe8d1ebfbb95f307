using static TorchSharp.torch;

namespace VoxPilot.Planning;

/// <summary>What a decoder attends to; the same for every denoising step.</summary>
internal sealed record DecoderContext
{
    /// <summary>Keys and values for each kind of attention that the decoder has.</summary>
    public required IReadOnlyDictionary<DecoderOperation, AttentionSource> Sources { get; init; }

    /// <summary>Added to the embedding of each mode's trajectory, (B, M, C); null adds nothing.</summary>
    public Tensor? ModeEmbedding { get; init; }

    /// <summary>Displacements that refinements start from where they do not give all: the modes' anchors, moved by the car's state; (1 or B, M, 6, 2), metres right and forward.</summary>
    public Tensor? Start { get; init; }

    /// <summary>Images for <see cref="DecoderOperation.ImagePooling"/>.</summary>
    public CameraFeatures? Cameras { get; init; }
}

/// <summary>What one kind of attention looks at. K tokens.</summary>
/// <param name="Tokens">Keys and values, (B, K, C).</param>
/// <param name="TokenPositions">(B, K, C), where positions stand beside features.</param>
/// <param name="QueryPositions">(B, M, C), likewise.</param>
internal sealed record AttentionSource(Tensor Tokens, Tensor? TokenPositions = null, Tensor? QueryPositions = null);

/// <summary>Image features of several cameras. N cameras.</summary>
/// <param name="Levels">(B, N, C, h, w) of each level.</param>
/// <param name="Projection">Planner's frame to pixels of the network's input, (B, N, 4, 4).</param>
/// <param name="ImageSize">Width and height of that input, (B, N, 2).</param>
internal sealed record CameraFeatures(IReadOnlyList<Tensor> Levels, Tensor Projection, Tensor ImageSize);
