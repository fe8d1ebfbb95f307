using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary><see cref="LocalAttentionKernel"/> as a function of tensors that autograd can pass through.</summary>
internal sealed unsafe class LocalAttentionFunction : autograd.SingleTensorFunction<LocalAttentionFunction>
{
    public override string Name => nameof(LocalAttentionKernel);

    /// <summary>Attends; tensors on the CPU, contiguous, laid out as <see cref="LocalAttentionKernel"/> says; bias and factors may be empty.</summary>
    /// <returns>(B, Q, C).</returns>
    public static Tensor Attend(LocalAttentionShape shape, Tensor queries, Tensor keys, Tensor values, Tensor neighbours, Tensor bias, Tensor factors)
    {
        Tensor[] inputs = [queries, keys, values, neighbours, bias, factors];
        return is_grad_enabled() && inputs.Any(input => input.requires_grad) ? apply([.. inputs, shape]) : Run(shape, inputs, attention: null);
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor[] inputs = [.. vars.OfType<Tensor>()];
        LocalAttentionShape s = (LocalAttentionShape)vars[^1];
        Tensor attention = empty([s.B, s.Q, s.H, s.N]), output = Run(s, inputs, attention);
        ctx.save_for_backward([.. inputs, attention]);
        ctx.save_data(nameof(LocalAttentionShape), s);
        return output;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        LocalAttentionShape s = (LocalAttentionShape)ctx.get_data(nameof(LocalAttentionShape));
        List<Tensor> saved = ctx.get_saved_variables();
        (Tensor queries, Tensor keys, Tensor values, Tensor neighbours, Tensor bias, Tensor factors, Tensor attention) =
            (saved[0], saved[1], saved[2], saved[3], saved[4], saved[5], saved[6]);
        Tensor grad = grad_output.contiguous(), gradQueries = empty_like(queries), gradKeys = zeros(keys.shape), gradValues = zeros(values.shape);
        Tensor gradBias = empty_like(bias);
        LocalAttentionKernel.Backward(
            s, queries.Pointer<float>(), keys.Pointer<float>(), values.Pointer<float>(), neighbours.Pointer<int>(), factors.Pointer<float>(), attention.Pointer<float>(), grad.Pointer<float>(),
            gradQueries.Pointer<float>(), gradKeys.Pointer<float>(), gradValues.Pointer<float>(), gradBias.Pointer<float>());
        GC.KeepAlive(grad);
        GC.KeepAlive(saved);
        return [gradQueries, gradKeys, gradValues, null!, gradBias, null!];
    }

    private static Tensor Run(LocalAttentionShape s, Tensor[] inputs, Tensor? attention)
    {
        Tensor output = empty([s.B, s.Q, s.C]);
        LocalAttentionKernel.Forward(
            s, inputs[0].Pointer<float>(), inputs[1].Pointer<float>(), inputs[2].Pointer<float>(), inputs[3].Pointer<int>(), inputs[4].Pointer<float>(), inputs[5].Pointer<float>(),
            output.Pointer<float>(), attention is null ? null : attention.Pointer<float>());
        GC.KeepAlive(inputs);
        return output;
    }
}
