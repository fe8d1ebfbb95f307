using static TorchSharp.torch;

namespace VoxPilot.Llm;

// B batch, T places

/// <summary>Where each token of a batch stands and which others it may look at.</summary>
public sealed class AttentionPlan
{
    private readonly Tensor? mask;

    private AttentionPlan(Tensor places, Tensor? mask, IReadOnlyList<AttentionReach>[] reaches) => (Places, this.mask, Reaches) = (places, mask, reaches);

    /// <summary>(B, T), 64-bit: positions for the rotary embedding.</summary>
    public Tensor Places { get; }

    /// <summary>The same of each sequence as stretches; empty where only a mask says it.</summary>
    internal IReadOnlyList<AttentionReach>[] Reaches { get; }

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

        return new(place.unsqueeze(0).expand(batch, length), zeros(allowed.shape, device: allowed.device).masked_fill(allowed.logical_not(), float.NegativeInfinity), []);
    }

    /// <summary>
    /// Segments of a tree: each token looks back within its own segment and at all that its segment follows on, and its place goes on from there.
    /// So several conversations share a prefix and do not see each other, each as if it alone followed.
    /// </summary>
    /// <param name="segments">The segments, one after the other in the sequence; a parent comes before what follows on it.</param>
    /// <param name="length">T: places in all; what is left over at the end is padding.</param>
    /// <param name="device">Where the tensors lie.</param>
    public static AttentionPlan Tree(IReadOnlyList<AttentionSegment> segments, int length, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(segments);
        var first = new long[segments.Count];
        var places = new long[length];
        var at = 0;
        for (var s = 0; s < segments.Count; s++)
        {
            var (count, parent, _, gap) = segments[s];
            first[s] = gap + (parent < 0 ? 0 : first[parent] + segments[parent].Length);
            for (var i = 0; i < count; i++, at++)
            {
                places[at] = first[s] + i;
            }
        }

        return new(tensor(places, device: device).unsqueeze(0), null, [AttentionReach.Of(segments)]);
    }

    /// <summary>Several trees of the same length as one batch.</summary>
    public static AttentionPlan Batch(IReadOnlyList<AttentionPlan> plans) => new(cat([.. plans.Select(plan => plan.Places)], 0), null, [.. plans.SelectMany(plan => plan.Reaches)]);

    /// <summary>(B, 1, T, T): 0 where a token (row) may look at another (column), −∞ elsewhere.</summary>
    public Tensor Mask() => mask ?? cat([.. Reaches.Select(reaches => AttentionReach.Mask(reaches, (int)Places.shape[1], Places.device))], 0);
}
