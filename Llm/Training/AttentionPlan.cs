using static TorchSharp.torch;

namespace VoxPilot.Llm;

// B batch, T places

/// <summary>Where each token of a batch stands and which others it may look at.</summary>
/// <param name="Places">(B, T), 64-bit: positions for the rotary embedding.</param>
/// <param name="Mask">(B, 1, T, T): 0 where a token (row) may look at another (column), −∞ elsewhere.</param>
public sealed record AttentionPlan(Tensor Places, Tensor Mask)
{
    /// <summary>
    /// A prefix and what follows it: everything looks back; the prefix also forward within itself where it is to be read as a whole.
    /// </summary>
    /// <param name="batch">B.</param>
    /// <param name="length">T.</param>
    /// <param name="prefix">Tokens of the prefix; 0: none.</param>
    /// <param name="attention">How the prefix's tokens look at each other.</param>
    /// <param name="padding">(B, T), 0 where a place is padding; null: none is.</param>
    public static AttentionPlan Of(int batch, int length, int prefix = 0, PrefixAttention attention = PrefixAttention.Causal, Tensor? padding = null)
    {
        var place = arange(length, dtype: ScalarType.Int64, device: padding?.device);
        var allowed = place.unsqueeze(1).ge(place);                                                                   // (T, T)
        if (attention == PrefixAttention.Bidirectional && prefix > 0)
        {
            allowed |= place.unsqueeze(1).lt(prefix) & place.lt(prefix);
        }

        allowed = allowed.unsqueeze(0).unsqueeze(0).expand(batch, 1, length, length);
        if (padding is not null)
        {
            // A padded place looks at itself at least: a row of −∞ alone has no softmax.
            allowed = allowed & (padding.ne(0).view(batch, 1, 1, length) | place.unsqueeze(1).eq(place));
        }

        return new(place.unsqueeze(0).expand(batch, length), Additive(allowed));
    }

    /// <summary>
    /// One prefix for several conversations that do not see each other: each looks at the prefix and back at itself, and its places go on from the
    /// prefix's end, as if it alone followed.
    /// </summary>
    /// <param name="prefix">Tokens of the prefix.</param>
    /// <param name="attention">How the prefix's tokens look at each other.</param>
    /// <param name="conversations">Tokens of each conversation; they follow each other.</param>
    /// <param name="length">T: places in all; what is left over at the end is padding.</param>
    /// <param name="device">Where the tensors lie.</param>
    public static AttentionPlan Packed(int prefix, PrefixAttention attention, IReadOnlyList<int> conversations, int length, Device? device = null)
    {
        long[] owner = new long[length], places = new long[length];
        Array.Fill(owner, -1);
        var at = 0;
        for (; at < prefix; at++)
        {
            (owner[at], places[at]) = (0, at);
        }

        for (var c = 0; c < conversations.Count; c++)
        {
            for (var i = 0; i < conversations[c]; i++, at++)
            {
                (owner[at], places[at]) = (c + 1, prefix + i);
            }
        }

        var whose = tensor(owner, device: device);
        var order = arange(length, dtype: ScalarType.Int64, device: device);
        var back = order.unsqueeze(1).ge(order);
        var allowed = (back & (whose.unsqueeze(1).eq(whose) | whose.eq(0))) | order.unsqueeze(1).eq(order);
        if (attention == PrefixAttention.Bidirectional)
        {
            allowed |= whose.unsqueeze(1).eq(0) & whose.eq(0);
        }

        return new(tensor(places, device: device).unsqueeze(0), Additive(allowed.view(1, 1, length, length)));
    }

    /// <summary>Several plans of the same length as one batch.</summary>
    public static AttentionPlan Batch(IReadOnlyList<AttentionPlan> plans) => new(cat([.. plans.Select(plan => plan.Places)], 0), cat([.. plans.Select(plan => plan.Mask)], 0));

    private static Tensor Additive(Tensor allowed) => zeros(allowed.shape, device: allowed.device).masked_fill(allowed.logical_not(), float.NegativeInfinity);
}
