using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary><see cref="VoxelPooling"/>, in one direction or the other, as a function of tensors that autograd can pass through.</summary>
internal sealed unsafe class VoxelPoolingFunction : autograd.SingleTensorFunction<VoxelPoolingFunction>
{
    private const string Direction = nameof(Direction);

    public override string Name => nameof(VoxelPooling);

    /// <summary>Sums or spreads rows; tensors float32, contiguous, on the CPU.</summary>
    /// <param name="pairs">Which Gaussians are in which voxels.</param>
    /// <param name="rows">Of Gaussians where <paramref name="sum"/>, else of voxels.</param>
    /// <param name="sum">True: to voxels.</param>
    public static Tensor Pool(VoxelPairs pairs, Tensor rows, bool sum) =>
        is_grad_enabled() && rows.requires_grad ? apply(rows, pairs, sum) : Run(pairs, rows, sum);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        (Tensor rows, VoxelPairs pairs, bool sum) = ((Tensor)vars[0], (VoxelPairs)vars[1], (bool)vars[2]);
        ctx.save_data(nameof(VoxelPairs), pairs);
        ctx.save_data(Direction, sum);
        return Run(pairs, rows, sum);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
        [Run((VoxelPairs)ctx.get_data(nameof(VoxelPairs)), grad_output.contiguous(), !(bool)ctx.get_data(Direction))];

    private static Tensor Run(VoxelPairs pairs, Tensor rows, bool sum)
    {
        int width = (int)rows.shape[1];
        Tensor output = empty([sum ? pairs.Count : pairs.VoxelOf.Length, width]);
        if (sum)
        {
            VoxelPooling.Sum(pairs, rows.Pointer<float>(), output.Pointer<float>(), width);
        }
        else
        {
            VoxelPooling.Spread(pairs, rows.Pointer<float>(), output.Pointer<float>(), width);
        }
        GC.KeepAlive(rows);
        return output;
    }
}
