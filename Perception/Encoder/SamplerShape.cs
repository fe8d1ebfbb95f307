namespace VoxPilot.Perception;

/// <summary>Sizes of one call of <see cref="MultiViewSampler"/>.</summary>
/// <param name="B">Batch.</param>
/// <param name="Q">Queries.</param>
/// <param name="T">Frames.</param>
/// <param name="Times">Frames that have sampling points of their own: T, or 1 where all share them.</param>
/// <param name="N">Views of a frame.</param>
/// <param name="G">Groups.</param>
/// <param name="P">Points per group.</param>
/// <param name="C">Channels of a group.</param>
/// <param name="ImageWidth">Columns of the network's input.</param>
/// <param name="ImageHeight">Rows of the network's input.</param>
/// <param name="Heights">Rows of each level.</param>
/// <param name="Widths">Columns of each level.</param>
internal sealed record SamplerShape(
    int B, int Q, int T, int Times, int N, int G, int P, int C, float ImageWidth, float ImageHeight, int[] Heights, int[] Widths)
{
    /// <summary>Number of levels.</summary>
    public int L => Heights.Length;
}
