namespace VoxPilot.Perception;

/// <summary>Sizes of one call of <see cref="DeformableAggregation"/>.</summary>
/// <param name="B">Batch.</param>
/// <param name="K">Gaussians.</param>
/// <param name="N">Cameras.</param>
/// <param name="P">Key points of a Gaussian.</param>
/// <param name="G">Groups.</param>
/// <param name="C">Channels of a group.</param>
/// <param name="ImageWidth">Columns of the network's input.</param>
/// <param name="ImageHeight">Rows of the network's input.</param>
/// <param name="Heights">Rows of each level.</param>
/// <param name="Widths">Columns of each level.</param>
internal sealed record AggregationShape(
    int B, int K, int N, int P, int G, int C, float ImageWidth, float ImageHeight, int[] Heights, int[] Widths)
{
    /// <summary>Number of levels.</summary>
    public int L => Heights.Length;

    /// <summary>Logits of a Gaussian, and of a camera: L·P·G.</summary>
    public int Logits => L * P * G;
}
