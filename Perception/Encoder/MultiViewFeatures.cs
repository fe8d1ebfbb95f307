using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, T frames, N views, G groups, C channels, Q queries, P points, L levels

/// <summary>
/// Image features laid out for sampling: each level (B·T·G, C/G, N, h, w), so that the view is the depth axis of a
/// three-dimensional grid. Made once per forward pass and used by all layers.
/// </summary>
internal sealed class MultiViewFeatures
{
    private readonly Tensor[] levels;

    private MultiViewFeatures(Tensor[] levels) => this.levels = levels;

    /// <summary>From pyramid levels (B, T·N, C, h, w).</summary>
    public static MultiViewFeatures From(Tensor[] levels, int frames, int groups) => new([.. levels.Select(feature =>
    {
        long[] s = feature.shape;
        long views = s[1] / frames, width = s[2] / groups;
        return feature.view(s[0], frames, views, groups, width, s[3], s[4])
            .permute(0, 1, 3, 4, 2, 5, 6)                                             // (B, T, G, C/G, N, h, w)
            .reshape(s[0] * frames * groups, width, views, s[3], s[4]);
    })]);

    /// <summary>From levels that already have the layout (B·T·G, C/G, N, h, w).</summary>
    public static MultiViewFeatures FromGrouped(Tensor[] levels) => new(levels);

    /// <summary>
    /// f = Σ_l ω_l · bilinear(F_l, u): bilinear in the image with zeros outside, corners of the image at the centres of the
    /// outermost features (align_corners), exact in the view.
    /// </summary>
    /// <param name="uvView">(B·T·G, Q, P, 3): u, v in image widths and heights, view / (N − 1).</param>
    /// <param name="weights">(B·T·G, Q, P, L).</param>
    /// <returns>(B·T·G, C/G, Q, P).</returns>
    public Tensor Sample(Tensor uvView, Tensor weights)
    {
        Tensor grid = (uvView * 2 - 1).unsqueeze(3);                                  // (B·T·G, Q, P, 1, 3)
        Tensor? sum = null;
        for (int l = 0; l < levels.Length; l++)
        {
            Tensor sampled = nn.functional.grid_sample(
                levels[l], grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: true).squeeze(4);
            Tensor weighted = sampled * weights.select(3, l).unsqueeze(1);            // (B·T·G, C/G, Q, P)
            sum = sum is null ? weighted : sum + weighted;
        }
        return sum!;
    }
}
