using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary><see cref="MultiViewSampler"/> as a function of tensors that autograd can pass through.</summary>
internal sealed unsafe class MultiViewSamplerFunction : autograd.SingleTensorFunction<MultiViewSamplerFunction>
{
    private const int Fixed = 3;

    public override string Name => nameof(MultiViewSampler);

    /// <summary>Samples; all tensors float32, contiguous, on the CPU, laid out as <see cref="MultiViewSampler"/> says.</summary>
    /// <returns>(B, Q, G, T, P, C).</returns>
    public static Tensor Sample(SamplerShape shape, Tensor points, Tensor weights, Tensor matrices, Tensor[] levels)
    {
        Tensor[] inputs = [points, weights, matrices, .. levels];
        return is_grad_enabled() && inputs.Any(input => input.requires_grad) ? apply([.. inputs, shape]) : Run(shape, inputs);
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor[] inputs = [.. vars.OfType<Tensor>()];
        SamplerShape shape = (SamplerShape)vars[^1];
        ctx.save_for_backward([.. inputs]);
        ctx.save_data(nameof(SamplerShape), shape);
        ctx.save_data(nameof(Tensor.requires_grad), inputs.Select(input => input.requires_grad).ToArray());
        return Run(shape, inputs);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        SamplerShape s = (SamplerShape)ctx.get_data(nameof(SamplerShape));
        bool[] needed = (bool[])ctx.get_data(nameof(Tensor.requires_grad));
        List<Tensor> inputs = ctx.get_saved_variables();
        Tensor grad = grad_output.contiguous();
        Tensor gradPoints = zeros([s.B, s.Q, s.T, s.G, s.P, 3]);
        Tensor gradWeights = zeros(inputs[1].shape);
        Tensor?[] gradLevels = [.. inputs.Skip(Fixed).Select((level, l) => needed[Fixed + l] ? zeros(level.shape) : null)];
        float*[] levels = Pointers(inputs.Skip(Fixed)), targets = Pointers(gradLevels);
        MultiViewSampler.Backward(
            s, inputs[0].Pointer<float>(), inputs[1].Pointer<float>(), inputs[2].Pointer<float>(), levels, grad.Pointer<float>(),
            gradPoints.Pointer<float>(), gradWeights.Pointer<float>(), targets);
        GC.KeepAlive(grad);
        GC.KeepAlive(inputs);
        return [s.Times == 1 ? gradPoints.sum(2, keepdim: true) : gradPoints, gradWeights, null!, .. gradLevels.Select(level => level!)];
    }

    private static Tensor Run(SamplerShape s, Tensor[] inputs)
    {
        Tensor output = empty([s.B, s.Q, s.G, s.T, s.P, s.C]);
        MultiViewSampler.Forward(
            s, inputs[0].Pointer<float>(), inputs[1].Pointer<float>(), inputs[2].Pointer<float>(), Pointers(inputs.Skip(Fixed)), output.Pointer<float>());
        GC.KeepAlive(inputs);
        return output;
    }

    private static float*[] Pointers(IEnumerable<Tensor?> tensors)
    {
        List<nint> addresses = [.. tensors.Select(tensor => tensor is null ? 0 : (nint)tensor.Pointer<float>())];
        float*[] pointers = new float*[addresses.Count];
        for (int i = 0; i < pointers.Length; i++)
        {
            pointers[i] = (float*)addresses[i];
        }
        return pointers;
    }
}
