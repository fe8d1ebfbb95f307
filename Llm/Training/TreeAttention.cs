using System.Runtime.Intrinsics;
using TorchSharp;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Llm;

/// <summary><see cref="TreeAttentionKernel"/> as a function of tensors that autograd can pass through.</summary>
internal sealed unsafe class TreeAttention : autograd.SingleTensorFunction<TreeAttention>
{
    /// <summary>For libtorch.</summary>
    public override string Name => nameof(TreeAttention);

    /// <summary>Whether it can do what a plan asks for: trees, on a processor with vectors that are wide enough, heads whose width fits them.</summary>
    public static bool Suits(AttentionPlan plan, LanguageConfig config, Device device) =>
        plan.Reaches.Length > 0 && device.type == DeviceType.CPU && Vector512.IsHardwareAccelerated && config.HeadWidth % TreeAttentionKernel.Chunk == 0;

    /// <summary>Attention (B, H, T, W) in single precision.</summary>
    /// <param name="plan">What looks at what.</param>
    /// <param name="queries">(B, H, T, W).</param>
    /// <param name="keys">(B, K, T, W).</param>
    /// <param name="values">(B, K, T, W).</param>
    public static Tensor Attend(AttentionPlan plan, Tensor queries, Tensor keys, Tensor values)
    {
        TreeAttentionShape shape = new(plan.Reaches, (int)queries.shape[1], (int)keys.shape[1], (int)queries.shape[2], (int)queries.shape[3]);
        (queries, keys, values) = (Plain(queries), Plain(keys), Plain(values));
        return is_grad_enabled() && (queries.requires_grad || keys.requires_grad || values.requires_grad)
            ? apply(queries, keys, values, shape)
            : Run(shape, queries, keys, values);
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (queries, keys, values, shape) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2], (TreeAttentionShape)vars[3]);
        ctx.save_for_backward([queries, keys, values]);
        ctx.save_data(nameof(TreeAttentionShape), shape);
        return Run(shape, queries, keys, values);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var shape = (TreeAttentionShape)ctx.get_data(nameof(TreeAttentionShape));
        var inputs = ctx.get_saved_variables();
        var (grad, gradQueries, gradKeys, gradValues) = (Plain(grad_output), zeros_like(inputs[0]), zeros_like(inputs[1]), zeros_like(inputs[2]));
        TreeAttentionKernel.Backward(
            shape, inputs[0].Pointer<float>(), inputs[1].Pointer<float>(), inputs[2].Pointer<float>(), grad.Pointer<float>(), gradQueries.Pointer<float>(), gradKeys.Pointer<float>(), gradValues.Pointer<float>());
        GC.KeepAlive(grad);
        GC.KeepAlive(inputs);
        return [gradQueries, gradKeys, gradValues];
    }

    private static Tensor Run(TreeAttentionShape shape, Tensor queries, Tensor keys, Tensor values)
    {
        var output = zeros_like(queries);
        TreeAttentionKernel.Forward(shape, queries.Pointer<float>(), keys.Pointer<float>(), values.Pointer<float>(), output.Pointer<float>());
        GC.KeepAlive(queries);
        GC.KeepAlive(keys);
        GC.KeepAlive(values);
        return output;
    }

    private static Tensor Plain(Tensor x) => x.to_type(ScalarType.Float32).contiguous();
}
