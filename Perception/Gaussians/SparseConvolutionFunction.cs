using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary><see cref="SparseConvolution"/> as a function of tensors that autograd can pass through.</summary>
internal sealed unsafe class SparseConvolutionFunction : autograd.SingleTensorFunction<SparseConvolutionFunction>
{
    public override string Name => nameof(SparseConvolution);

    /// <summary>Convolves; tensors float32, contiguous, on the CPU, laid out as <see cref="SparseConvolution"/> says.</summary>
    /// <returns>(M, O).</returns>
    public static Tensor Convolve(VoxelPairs pairs, Tensor x, Tensor weight) =>
        is_grad_enabled() && (x.requires_grad || weight.requires_grad) ? apply(x, weight, pairs) : Run(pairs, x, weight);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor x, Tensor weight, VoxelPairs pairs) = ((Tensor)vars[0], (Tensor)vars[1], (VoxelPairs)vars[2]);
        ctx.save_for_backward([x, weight]);
        ctx.save_data(nameof(VoxelPairs), pairs);
        return Run(pairs, x, weight);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        VoxelPairs pairs = (VoxelPairs)ctx.get_data(nameof(VoxelPairs));
        List<Tensor> saved = ctx.get_saved_variables();
        (Tensor x, Tensor weight, Tensor grad) = (saved[0], saved[1], grad_output.contiguous());
        // What flows from v to v + o flows back over the opposite place, through the transposed matrix.
        Tensor gradX = Run(pairs, grad, weight.flip(0).transpose(1, 2).contiguous());
        Tensor gradWeight = zeros_like(weight);
        SparseConvolution.AddWeightGradient(pairs, x.Pointer<float>(), grad.Pointer<float>(), gradWeight.Pointer<float>(), (int)weight.shape[1], (int)weight.shape[2]);
        GC.KeepAlive(saved);
        GC.KeepAlive(grad);
        return [gradX, gradWeight];
    }

    private static Tensor Run(VoxelPairs pairs, Tensor x, Tensor weight)
    {
        Tensor y = empty([pairs.Count, weight.shape[2]]);
        SparseConvolution.Forward(pairs, x.Pointer<float>(), weight.Pointer<float>(), y.Pointer<float>(), (int)weight.shape[1], (int)weight.shape[2]);
        GC.KeepAlive(x);
        GC.KeepAlive(weight);
        return y;
    }
}
