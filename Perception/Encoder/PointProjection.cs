using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, T frames, N views, K points

/// <summary>
/// Projection of points into the views of each frame, one view kept for each point: the first that sees it; the first of
/// all with its out-of-range coordinate if none does (equation (4) of spec/sparseoccvla.md §3.2).
/// </summary>
internal static class PointProjection
{
    private const float MinimumDepth = 1e-5f;

    /// <param name="points">(B, T or 1, K, 3) metres, ego frame.</param>
    /// <param name="egoToImage">(B, T·N, 4, 4) to pixels of the network's input.</param>
    /// <param name="frames">T.</param>
    /// <param name="image">Size of the network's input.</param>
    /// <returns>Uv (B, T, K, 2) in image widths and heights; View (B, T, K) as float.</returns>
    public static (Tensor Uv, Tensor View) ToFirstView(Tensor points, Tensor egoToImage, int frames, ImageConfig image)
    {
        long batch = egoToImage.shape[0], views = egoToImage.shape[1] / frames;
        Tensor matrix = egoToImage.view(batch, frames, views, 4, 4);
        Tensor rotation = matrix.narrow(3, 0, 3).narrow(4, 0, 3);                 // (B, T, N, 3, 3)
        Tensor translation = matrix.narrow(3, 0, 3).narrow(4, 3, 1);              // (B, T, N, 3, 1)
        Tensor x = points.transpose(2, 3).unsqueeze(2);                           // (B, T|1, 1, 3, K)
        Tensor camera = matmul(rotation, x) + translation;                        // (B, T, N, 3, K)

        Tensor depth = camera.select(3, 2);                                       // (B, T, N, K)
        Tensor safe = depth.clamp(min: MinimumDepth);
        Tensor u = camera.select(3, 0) / safe / image.Width;
        Tensor v = camera.select(3, 1) / safe / image.Height;
        Tensor seen = depth.gt(MinimumDepth) & u.gt(0) & u.lt(1) & v.gt(0) & v.lt(1);

        // The first view that sees the point wins; where none does, the first view.
        Tensor order = arange(views, 0, -1, dtype: ScalarType.Float32, device: points.device).view(1, 1, views, 1);
        Tensor score = seen.to_type(ScalarType.Float32) * order;                  // N … 1, or 0 where unseen
        Tensor best = score + (order == views).to_type(ScalarType.Float32) * 0.5f;
        Tensor view = best.argmax(2, keepdim: true);                              // (B, T, 1, K)
        Tensor uv = stack([u.gather(2, view), v.gather(2, view)], dim: -1);       // (B, T, 1, K, 2)
        return (uv.squeeze(2), view.squeeze(2).to_type(ScalarType.Float32));
    }
}
