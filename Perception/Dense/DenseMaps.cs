using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>What a <see cref="DenseHead"/> says of every pixel.</summary>
/// <param name="Embeddings">(N, Dt, h, w) unit vectors.</param>
/// <param name="LogDepth">
/// (N, h, w): the logarithm of depth / f, metres over the focal length in image widths. A picture alone does not tell a near thing from a far one
/// seen through a longer lens, so the head says what the picture does tell, and the camera's K the rest.
/// </param>
public sealed record DenseMaps(Tensor Embeddings, Tensor LogDepth);
