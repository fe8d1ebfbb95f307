using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Llm;

// B batch, T places, D width, H heads, K key and value heads, W width of a head

/// <summary>Grouped-query attention with rotary positions: each key and value head serves H/K query heads.</summary>
internal sealed class LlamaAttention : Module
{
    private readonly LanguageConfig config;
    private readonly Projection q_proj;
    private readonly Projection k_proj;
    private readonly Projection v_proj;
    private readonly Projection o_proj;

    /// <summary>With weights yet to be read.</summary>
    public LlamaAttention(LanguageConfig config, WeightStorage storage) : base(nameof(LlamaAttention))
    {
        this.config = config;
        long d = config.Width, kv = (long)config.KvHeads * config.HeadWidth;
        (q_proj, k_proj, v_proj, o_proj) = (new(d, d, storage), new(d, kv, storage), new(d, kv, storage), new(d, d, storage));
        RegisterComponents();
    }

    /// <summary>(B, T, D) to (B, T, D).</summary>
    /// <param name="x">The residual stream, normed.</param>
    /// <param name="rotary">Positions.</param>
    /// <param name="plan">What looks at what.</param>
    /// <param name="mask">(B, 1, T, T): 0 where a place (row) may look at another, −∞ elsewhere; null: <see cref="TreeAttention"/> does what the plan says.</param>
    public Tensor forward(Tensor x, RotaryTable rotary, AttentionPlan plan, Tensor? mask)
    {
        long b = x.shape[0], t = x.shape[1], h = config.Heads, k = config.KvHeads, w = config.HeadWidth;
        var queries = rotary.Turn(q_proj.forward(x).view(b, t, h, w).transpose(1, 2));                          // (B, H, T, W)
        var keys = rotary.Turn(k_proj.forward(x).view(b, t, k, w).transpose(1, 2));                             // (B, K, T, W)
        var values = v_proj.forward(x).view(b, t, k, w).transpose(1, 2);                                        // (B, K, T, W)
        return o_proj.forward((mask is null ? TreeAttention.Attend(plan, queries, keys, values).to_type(x.dtype) : Attend(queries, keys, values, mask)).transpose(1, 2).reshape(b, t, h * w));
    }

    /// <summary>Attention (B, H, T, W) over a whole mask.</summary>
    internal static Tensor Attend(Tensor queries, Tensor keys, Tensor values, Tensor mask)
    {
        long b = queries.shape[0], h = queries.shape[1], t = queries.shape[2], w = queries.shape[3], k = keys.shape[1];
        if (k != h)
        {
            Tensor Shared(Tensor heads) => heads.unsqueeze(2).expand(b, k, h / k, t, w).reshape(b, h, t, w);
            (keys, values) = (Shared(keys), Shared(values));
        }

        // (B, H, T, T) is by far the largest tensor here: it is scaled before it is there, and masked in place.
        var scores = matmul(queries / Math.Sqrt(w), keys.transpose(-2, -1)).to_type(ScalarType.Float32).add_(mask);
        return matmul(scores.softmax(-1).to_type(queries.dtype), values);                                       // (B, H, T, W)
    }
}
