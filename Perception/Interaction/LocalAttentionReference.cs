using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, Q queries, K keys, N neighbours of a query, H heads, C channels, d = C/H

/// <summary>Attention to listed keys with operators of tensors: the plain twin of the kernel, and what serves other devices and types.</summary>
public static class LocalAttentionReference
{
    private const double Hole = -1e30; // finite: a query all of whose places are holes has no NaN in its gradient

    /// <summary>What each query gathers from its neighbours: Σ_n softmax_n(q·k_n + bias_n) factor_n v_n for each head.</summary>
    /// <param name="queries">(B, Q, C), scaled.</param>
    /// <param name="keys">(B, K, C).</param>
    /// <param name="values">(B, K, C).</param>
    /// <param name="neighbours">(B, Q, N) int32, places among the keys; −1: none.</param>
    /// <param name="heads">H.</param>
    /// <param name="bias">(B, Q, H, N), added to the logits; null: none.</param>
    /// <param name="factors">(B, Q, H, N), of the weights (dropout); null: none.</param>
    /// <returns>(B, Q, C); zeros where a query has no neighbours.</returns>
    public static Tensor Attend(Tensor queries, Tensor keys, Tensor values, Tensor neighbours, int heads, Tensor? bias = null, Tensor? factors = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(neighbours);
        long b = queries.shape[0], n = queries.shape[1], k = neighbours.shape[2], d = queries.shape[2] / heads;
        Tensor hole = neighbours.lt(0).unsqueeze(2);                                         // (B, Q, 1, N)
        Tensor key = Gather(keys, neighbours).view(b, n, k, heads, d).transpose(2, 3);       // (B, Q, H, N, d)
        Tensor value = Gather(values, neighbours).view(b, n, k, heads, d).transpose(2, 3);   // (B, Q, H, N, d)

        Tensor logits = (queries.view(b, n, heads, 1, d) * key).sum(-1);                     // (B, Q, H, N)
        logits = bias is null ? logits : logits + bias;
        Tensor weights = logits.masked_fill(hole, Hole).softmax(-1).masked_fill(hole, 0);    // (B, Q, H, N)
        weights = factors is null ? weights : weights * factors;
        return (weights.unsqueeze(-1) * value).sum(3).reshape(b, n, heads * d);              // (B, Q, C)
    }

    /// <summary>Rows (B, K, C) of each query's neighbours (B, Q, N): (B, Q, N, C); row 0 where there is none.</summary>
    internal static Tensor Gather(Tensor rows, Tensor neighbours)
    {
        long b = rows.shape[0], k = rows.shape[1], c = rows.shape[2];
        Tensor first = arange(b, dtype: ScalarType.Int64, device: rows.device).view(b, 1, 1) * k;
        Tensor places = neighbours.to_type(ScalarType.Int64).clamp_min(0) + first;           // (B, Q, N)
        return rows.reshape(b * k, c).index_select(0, places.flatten()).view(b, neighbours.shape[1], neighbours.shape[2], c);
    }
}
