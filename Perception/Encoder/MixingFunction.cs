using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary><see cref="MixingKernel"/> as a function of tensors that autograd can pass through.</summary>
internal sealed unsafe class MixingFunction : autograd.SingleTensorFunction<MixingFunction>
{
    public override string Name => nameof(MixingKernel);

    /// <summary>Mixes; tensors float32 on the CPU, laid out as <see cref="MixingKernel"/> says.</summary>
    /// <returns>(Items, S, C).</returns>
    public static Tensor Mix(MixingShape shape, Tensor features, Tensor matrices) =>
        is_grad_enabled() && (features.requires_grad || matrices.requires_grad) ? apply(features, matrices, shape) : Run(shape, features, matrices);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor features, Tensor matrices, MixingShape shape) = ((Tensor)vars[0], (Tensor)vars[1], (MixingShape)vars[2]);
        ctx.save_for_backward([features, matrices]);
        ctx.save_data(nameof(MixingShape), shape);
        return Run(shape, features, matrices);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        MixingShape shape = (MixingShape)ctx.get_data(nameof(MixingShape));
        List<Tensor> inputs = ctx.get_saved_variables();
        Tensor grad = grad_output.contiguous(), gradFeatures = empty_like(inputs[0]), gradMatrices = empty_like(inputs[1]);
        MixingKernel.Backward(shape, inputs[0].Pointer<float>(), inputs[1].Pointer<float>(), grad.Pointer<float>(), gradFeatures.Pointer<float>(), gradMatrices.Pointer<float>());
        GC.KeepAlive(grad);
        GC.KeepAlive(inputs);
        return [gradFeatures, gradMatrices];
    }

    private static Tensor Run(MixingShape shape, Tensor features, Tensor matrices)
    {
        Tensor output = empty([shape.Items, shape.S, shape.C]);
        MixingKernel.Forward(shape, features.Pointer<float>(), matrices.Pointer<float>(), output.Pointer<float>());
        GC.KeepAlive(features);
        GC.KeepAlive(matrices);
        return output;
    }
}
