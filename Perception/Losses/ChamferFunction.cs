using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>
/// <see cref="ChamferTerm"/> and its gradient in one pass over the processor's memory, as a function that autograd can pass through. The
/// gradient is found with the value and scaled on the way back.
/// </summary>
internal sealed unsafe class ChamferFunction : autograd.SingleTensorFunction<ChamferFunction>
{
    public override string Name => nameof(ChamferTerm);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor points = (Tensor)vars[0], voxelOfPoint = (Tensor)vars[2], pointOfVoxel = (Tensor)vars[3];
        (ChamferTerm term, OccupancyTarget target) = ((ChamferTerm)vars[1], (OccupancyTarget)vars[4]);
        Tensor? factor = vars[5] as Tensor;
        Tensor gradient = empty_like(points);
        Tensor? seen = term.CameraMask ? target.SeenOrThrow() : null;
        double value = term.Run(
            Pointer<float>(points), Pointer<long>(voxelOfPoint), Pointer<long>(pointOfVoxel), Pointer<float>(target.Centres), Pointer<long>(target.Labels),
            seen is null ? null : Pointer<bool>(seen), factor is null ? null : Pointer<float>(factor), target.Counts, (int)points.shape[0], Pointer<float>(gradient));
        GC.KeepAlive(vars);
        ctx.save_for_backward([gradient]);
        return tensor((float)value);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [ctx.get_saved_variables()[0] * grad_output, null!, null!, null!, null!, null!];

    // libtorch's memory does not move.
    private static T* Pointer<T>(Tensor tensor) where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
