using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
            s, Floats(queries), Floats(keys), Floats(values), (int*)Pointer(neighbours), Floats(factors), Floats(attention), Floats(grad),
            Floats(gradQueries), Floats(gradKeys), Floats(gradValues), Floats(gradBias));
        GC.KeepAlive(grad);
        GC.KeepAlive(saved);
        return [gradQueries, gradKeys, gradValues, null!, gradBias, null!];
    }

    private static Tensor Run(LocalAttentionShape s, Tensor[] inputs, Tensor? attention)
    {
        Tensor output = empty([s.B, s.Q, s.C]);
        LocalAttentionKernel.Forward(
            s, Floats(inputs[0]), Floats(inputs[1]), Floats(inputs[2]), (int*)Pointer(inputs[3]), Floats(inputs[4]), Floats(inputs[5]),
            Floats(output), attention is null ? null : Floats(attention));
        GC.KeepAlive(inputs);
        return output;
    }

    private static float* Floats(Tensor tensor) => (float*)Pointer(tensor);

    // libtorch's memory does not move. An empty tensor has none.
    private static void* Pointer(Tensor tensor) => tensor.numel() == 0 ? null : Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
