using System.Buffers;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>The rasteriser in vectors as a function of tensors that autograd can pass through.</summary>
internal sealed unsafe class SplatFunction : autograd.MultiTensorFunction<SplatFunction>
{
    private const int Differentiable = 6; // means, scales, rotations, opacities, colours, world to camera; intrinsics follow

    public override string Name => nameof(SplatRasterizer);

    /// <summary>Renders; all tensors float32, contiguous, on the CPU, laid out as in <see cref="SplatArrays"/>.</summary>
    /// <returns>Colours (B, N, C, H, W), depth and alpha (B, N, H, W).</returns>
    public static List<Tensor> Render(
        SplatShape shape, SplatConfig config, Tensor means, Tensor scales, Tensor rotations, Tensor opacities, Tensor colors, Tensor worldToCamera, Tensor intrinsics)
    {
        Tensor[] inputs = [means, scales, rotations, opacities, colors, worldToCamera, intrinsics];
        return is_grad_enabled() && inputs.Any(input => input.requires_grad) ? apply([.. inputs, shape, config]) : Run(shape, config, inputs, keep: false).Images;
    }

    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor[] inputs = [.. vars.OfType<Tensor>()];
        (SplatShape shape, SplatConfig config) = ((SplatShape)vars[^2], (SplatConfig)vars[^1]);
        Rendered rendered = Run(shape, config, inputs, keep: true);
        ctx.save_for_backward([.. inputs]);
        ctx.save_data(nameof(SplatShape), shape);
        ctx.save_data(nameof(SplatConfig), config);
        ctx.save_data(nameof(Rendered), rendered with { Images = [] });
        return rendered.Images;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        (SplatShape shape, SplatConfig config) = ((SplatShape)ctx.get_data(nameof(SplatShape)), (SplatConfig)ctx.get_data(nameof(SplatConfig)));
        (_, SplatList list, float[] left, int[] last) = (Rendered)ctx.get_data(nameof(Rendered));
        List<Tensor> inputs = ctx.get_saved_variables();
        Tensor[] grads = [.. grad_outputs.Select(grad => grad.contiguous())];
        List<Tensor> gradients = [.. inputs.Take(Differentiable).Select(input => zeros(input.shape))];
        float[] sums = ArrayPool<float>.Shared.Rent(list.Pairs.Length * (SplatGradients.Moments + shape.Channels));
        int[] tiles = list.TilesByLength();
        fixed (float* sum = sums, t = left)
        fixed (int* pair = last)
        {
            (nint memory, SplatBuffers gradient) = ((nint)sum, new(grads[0].Pointer<float>(), grads[1].Pointer<float>(), grads[2].Pointer<float>(), t, pair));
            SplatSchedule.Run(tiles.Length, config.Threads, i => SplatGradients.Backward(list, shape, config, tiles[i], gradient, (float*)memory));
            SplatBackward.Run(
                Source(shape, config, inputs), list, sum, gradients[0].Pointer<float>(), gradients[1].Pointer<float>(), gradients[2].Pointer<float>(),
                gradients[3].Pointer<float>(), gradients[4].Pointer<float>(), gradients[5].Pointer<float>());
        }
        ArrayPool<float>.Shared.Return(sums);
        GC.KeepAlive(grads);
        GC.KeepAlive(inputs);
        return [.. gradients, null!];
    }

    private static Rendered Run(SplatShape shape, SplatConfig config, IReadOnlyList<Tensor> inputs, bool keep)
    {
        Tensor colors = empty([shape.B, shape.N, shape.C, shape.Height, shape.Width]);
        Tensor depth = empty([shape.B, shape.N, shape.Height, shape.Width]), alpha = empty(depth.shape);
        SplatList list = SplatList.Of(Source(shape, config, inputs));
        int[] tiles = list.TilesByLength();
        int pixels = keep ? shape.Images * shape.Pixels : 0;
        float[] left = GC.AllocateUninitializedArray<float>(pixels);
        int[] last = GC.AllocateUninitializedArray<int>(pixels);
        fixed (float* t = left)
        fixed (int* pair = last)
        {
            SplatBuffers target = new(colors.Pointer<float>(), depth.Pointer<float>(), alpha.Pointer<float>(), t, pair);
            SplatSchedule.Run(tiles.Length, config.Threads, i => SplatBlending.Forward(list, shape, config, tiles[i], target));
        }
        GC.KeepAlive(inputs);
        return new([colors, depth, alpha], list, left, last);
    }

    private static SplatSource Source(SplatShape shape, SplatConfig config, IReadOnlyList<Tensor> inputs) => new(
        shape, config, inputs[0].Pointer<float>(), inputs[1].Pointer<float>(), inputs[2].Pointer<float>(), inputs[3].Pointer<float>(),
        inputs[4].Pointer<float>(), inputs[5].Pointer<float>(), inputs[6].Pointer<float>());

    private sealed record Rendered(List<Tensor> Images, SplatList List, float[] Left, int[] Last);
}
