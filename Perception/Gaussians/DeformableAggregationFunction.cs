using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary><see cref="DeformableAggregation"/> as a function of tensors that autograd can pass through.</summary>
internal sealed unsafe class DeformableAggregationFunction : autograd.SingleTensorFunction<DeformableAggregationFunction>
{
    private const int Fixed = 5;

    public override string Name => nameof(DeformableAggregation);

    /// <summary>Aggregates; all tensors contiguous on the CPU, laid out as <see cref="AggregationInputs"/> says.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="points">Key points.</param>
    /// <param name="own">The Gaussians' logits.</param>
    /// <param name="cameras">The cameras' logits.</param>
    /// <param name="kept">Bool, or null.</param>
    /// <param name="matrices">Projections.</param>
    /// <param name="levels">Maps, channels last.</param>
    /// <returns>(B, K, G·C).</returns>
    public static Tensor Aggregate(AggregationShape shape, Tensor points, Tensor own, Tensor cameras, Tensor? kept, Tensor matrices, Tensor[] levels)
    {
        Tensor[] inputs = [points, own, cameras, kept ?? empty(0, dtype: ScalarType.Bool), matrices, .. levels];
        return is_grad_enabled() && inputs.Any(input => input.requires_grad) ? apply([.. inputs, shape]) : Run(shape, inputs);
    }

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor[] inputs = [.. vars.OfType<Tensor>()];
        AggregationShape shape = (AggregationShape)vars[^1];
        ctx.save_for_backward([.. inputs]);
        ctx.save_data(nameof(AggregationShape), shape);
        ctx.save_data(nameof(Tensor.requires_grad), inputs.Select(input => input.requires_grad).ToArray());
        return Run(shape, inputs);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        AggregationShape s = (AggregationShape)ctx.get_data(nameof(AggregationShape));
        bool[] needed = (bool[])ctx.get_data(nameof(Tensor.requires_grad));
        List<Tensor> inputs = ctx.get_saved_variables();
        Tensor grad = grad_output.contiguous();
        Tensor[] three = [.. inputs.Take(3).Select(input => zeros_like(input))];
        Tensor?[] gradLevels = [.. inputs.Skip(Fixed).Select((level, l) => needed[Fixed + l] ? zeros_like(level) : null)];
        DeformableAggregation.Backward(
            s, Inputs(inputs), grad.Pointer<float>(), three[0].Pointer<float>(), three[1].Pointer<float>(), three[2].Pointer<float>(), Pointers(gradLevels));
        GC.KeepAlive(grad);
        GC.KeepAlive(inputs);
        return [.. three, null!, null!, .. gradLevels.Select(level => level!)];
    }

    private static Tensor Run(AggregationShape s, Tensor[] inputs)
    {
        Tensor output = empty([s.B, s.K, s.G * s.C]);
        DeformableAggregation.Forward(s, Inputs(inputs), output.Pointer<float>());
        GC.KeepAlive(inputs);
        return output;
    }

    private static AggregationInputs Inputs(IReadOnlyList<Tensor> inputs) => new(
        inputs[0].Pointer<float>(), inputs[1].Pointer<float>(), inputs[2].Pointer<float>(), inputs[3].numel() == 0 ? null : inputs[3].Pointer<bool>(), inputs[4].Pointer<float>(),
        Pointers(inputs.Skip(Fixed)));

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
