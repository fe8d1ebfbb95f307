using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>Occupied voxels for the kernels over CPU memory, in single precision.</summary>
internal sealed class IndexedVoxels(VoxelPairs pairs) : IOccupiedVoxels
{
    /// <inheritdoc/>
    public Tensor Sum(Tensor gaussians) => VoxelPoolingFunction.Pool(pairs, gaussians.contiguous(), sum: true);

    /// <inheritdoc/>
    public Tensor Spread(Tensor voxels) => VoxelPoolingFunction.Pool(pairs, voxels.contiguous(), sum: false);

    /// <inheritdoc/>
    public Tensor Convolve(Tensor voxels, Tensor weight) => SparseConvolutionFunction.Convolve(pairs, voxels.contiguous(), weight);
}
