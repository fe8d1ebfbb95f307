namespace VoxPilot.Llm;

/// <summary>Sizes of <see cref="TreeAttentionKernel"/>.</summary>
/// <param name="Reaches">What looks at what, of each sequence.</param>
/// <param name="Heads">H.</param>
/// <param name="KeyHeads">K; H is a multiple of it.</param>
/// <param name="T">Places.</param>
/// <param name="W">Width of a head.</param>
internal sealed record TreeAttentionShape(IReadOnlyList<AttentionReach>[] Reaches, int Heads, int KeyHeads, int T, int W)
{
    /// <summary>Numbers of one head of one sequence.</summary>
    public long Size => (long)T * W;

    /// <summary>Places with a chunk of zeros behind, which a last chunk may read.</summary>
    public int Padded => T + TreeAttentionKernel.Chunk;

    /// <summary>1 / √W.</summary>
    public float Scale => 1 / MathF.Sqrt(W);

    /// <summary>Most keys, in whole chunks, that a row of a sequence looks at.</summary>
    public static int MostKeys(IReadOnlyList<AttentionReach> reaches) => reaches.Max(reach => reach.Before.Append((From: 0, To: reach.Count)).Sum(range => (range.To - range.From + TreeAttentionKernel.Chunk - 1) / TreeAttentionKernel.Chunk * TreeAttentionKernel.Chunk));
}
