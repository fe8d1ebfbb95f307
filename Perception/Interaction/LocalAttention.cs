using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, Q queries, K keys, N neighbours of a query, H heads, C channels, d = C/H

/// <summary>
/// Multi-head attention of each query to the keys that are listed for it and no others (spec/sqs.md §7.2, Motion Transformer's local
/// attention). Equal to upstream on golden/local_attention. The query is not added.
/// </summary>
public sealed class LocalAttention : Module
{
    private readonly int heads;
    private readonly double dropout;
    private readonly Linear query;
    private readonly Linear key;
    private readonly Linear value;
    private readonly Linear output;

    /// <summary>Attention of the given width.</summary>
    /// <param name="width">C.</param>
    /// <param name="heads">H.</param>
    /// <param name="dropout">Of the attention's weights, in training.</param>
    /// <exception cref="ArgumentException">The heads do not divide the width.</exception>
    public LocalAttention(int width, int heads, double dropout) : base(nameof(LocalAttention))
    {
        if (heads < 1 || width % heads != 0)
        {
            throw new ArgumentException($"{heads} heads do not divide {width} channels: choose a divisor.", nameof(heads));
        }
        this.heads = heads;
        this.dropout = dropout;
        (query, key, value, output) = (Linear(width, width), Linear(width, width), Linear(width, width), Linear(width, width));
        register_module("query", query);
        register_module("key", key);
        register_module("value", value);
        register_module("output", output);
    }

    /// <summary>What queries attend to.</summary>
    /// <param name="queries">(B, Q, C).</param>
    /// <param name="keys">(B, K, C), as <see cref="Keys"/> gives them.</param>
    /// <param name="values">(B, K, C), as <see cref="Values"/> gives them.</param>
    /// <param name="neighbours">(B, Q, N) int32, places among the keys, −1: none, in any place.</param>
    /// <param name="bias">(B, Q, H, N), added to the logits; null: none.</param>
    /// <returns>(B, Q, C); zeros where a query has no neighbours.</returns>
    public Tensor forward(Tensor queries, Tensor keys, Tensor values, Tensor neighbours, Tensor? bias = null)
    {
        ArgumentNullException.ThrowIfNull(queries);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(neighbours);
        long b = queries.shape[0], n = queries.shape[1], k = neighbours.shape[2], d = queries.shape[2] / heads;
        Tensor q = query.forward(queries) * (1 / Math.Sqrt(d));                              // (B, Q, C)
        Tensor? factors = training && dropout > 0 ? functional.dropout(ones([b, n, heads, k], device: q.device), dropout) : null;
        bool kernel = q.device_type == DeviceType.CPU && q.dtype is ScalarType.Float32 or ScalarType.BFloat16;
        Tensor y = kernel
            ? AttendByKernel(q, keys, values, neighbours, bias, factors)
            : LocalAttentionReference.Attend(q, keys, values, neighbours, heads, bias, factors); // (B, Q, C)
        Tensor attended = output.forward(y);
        Tensor any = neighbours.ge(0).any(-1, keepdim: true);                                // (B, Q, 1)
        return attended * any.to_type(attended.dtype);
    }

    /// <summary>Keys (B, K, C) of what can be attended to (B, K, C); worked out once, however often queries attend.</summary>
    public Tensor Keys(Tensor memory) => key.forward(memory);

    /// <summary>Values (B, K, C) of what can be attended to (B, K, C).</summary>
    public Tensor Values(Tensor memory) => value.forward(memory);

    /// <summary>As <see cref="LocalAttentionReference.Attend"/> in one pass over the processor's memory, in single precision.</summary>
    internal Tensor AttendByKernel(Tensor queries, Tensor keys, Tensor values, Tensor neighbours, Tensor? bias, Tensor? factors)
    {
        LocalAttentionShape shape = new(
            (int)queries.shape[0], (int)queries.shape[1], (int)keys.shape[1], (int)neighbours.shape[2], heads, (int)queries.shape[2] / heads);
        Tensor Single(Tensor? tensor) => tensor is null ? empty(0) : tensor.to_type(ScalarType.Float32).contiguous();
        return LocalAttentionFunction.Attend(
            shape, Single(queries), Single(keys), Single(values), neighbours.to_type(ScalarType.Int32).contiguous(), Single(bias), Single(factors));
    }

    internal void Initialize(Generator generator)
    {
        Initialization.Glorot(query, generator);
        Initialization.Glorot(key, generator);
        Initialization.Glorot(value, generator);
        Initialization.Linear(output, generator);
        Initialization.Constant(output.bias!, 0);
    }

    /// <summary>The output's projection at 0: whatever is attended to, nothing comes out until that is learnt.</summary>
    internal void Close()
    {
        Initialization.Constant(output.weight, 0);
        Initialization.Constant(output.bias!, 0);
    }
}
