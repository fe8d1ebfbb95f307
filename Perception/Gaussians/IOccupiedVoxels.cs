using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, K Gaussians, M occupied voxels of all samples, I channels in, O channels out

/// <summary>The voxels that hold Gaussians, and what passes between them (spec/sqs.md §4.2).</summary>
internal interface IOccupiedVoxels
{
    /// <summary>(B·K, I) to (M, I): Gaussians that share a voxel are summed.</summary>
    Tensor Sum(Tensor gaussians);

    /// <summary>(M, I) to (B·K, I): each Gaussian gets what its voxel has.</summary>
    Tensor Spread(Tensor voxels);

    /// <summary>Submanifold convolution: y(v) = Σ_o x(v + o − r) W_o over the occupied voxels only, r the kernel's reach.</summary>
    /// <param name="voxels">x (M, I).</param>
    /// <param name="weight">W (offsets of the kernel with z fastest, I, O).</param>
    /// <returns>(M, O).</returns>
    Tensor Convolve(Tensor voxels, Tensor weight);
}
