using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, K Gaussians, M occupied voxels, o places of the kernel

/// <summary>Occupied voxels as a composition of tensor operators, for any device and type; the plain twin of <see cref="IndexedVoxels"/>.</summary>
internal sealed class ComposedVoxels : IOccupiedVoxels
{
    private readonly Tensor voxelOf;
    private readonly long count;
    private readonly Tensor[] inputs;
    private readonly Tensor[] outputs;

    /// <param name="means">(B, K, 3), metres; at least one.</param>
    /// <param name="keys">Where voxels lie.</param>
    public ComposedVoxels(Tensor means, VoxelKeys keys)
    {
        using IDisposable withoutGradient = no_grad();
        Device device = means.device;
        Tensor low = tensor(new[] { keys.Low.X, keys.Low.Y, keys.Low.Z }, device: device);
        Tensor last = tensor(keys.Sizes, device: device).to_type(ScalarType.Float64) - 1;
        Tensor index = ((means.to_type(ScalarType.Float64) - low) / keys.Voxel).floor().nan_to_num().clamp(min: zeros_like(last), max: last);
        Tensor key = ((index.to_type(ScalarType.Int64) + keys.Radius) * tensor(keys.Factors, device: device)).sum(-1)
            + arange(means.shape[0], device: device).unsqueeze(1) * keys.PerSample;                    // (B, K)
        (Tensor occupied, Tensor? inverse, Tensor? _) = key.flatten().unique(sorted: true, return_inverse: true);
        (voxelOf, count) = (inverse!, occupied.shape[0]);

        Tensor wanted = occupied.unsqueeze(0) + tensor(keys.Distances, device: device).unsqueeze(1);   // (o, M)
        Tensor place = wanted.bucketize(occupied).clamp(max: count - 1);
        Tensor found = occupied.index_select(0, place.flatten()).view_as(wanted).eq(wanted);           // (o, M)
        Tensor pairs = found.nonzero();                                                                // (pairs, 2), by place, then output
        Tensor sources = place.masked_select(found);                                                   // in the same order
        long[] counts = found.sum(1).cpu().data<long>().ToArray();
        (inputs, outputs) = (new Tensor[counts.Length], new Tensor[counts.Length]);
        long start = 0;
        for (int o = 0; o < counts.Length; start += counts[o++])
        {
            inputs[o] = sources.narrow(0, start, counts[o]);
            outputs[o] = pairs.select(1, 1).narrow(0, start, counts[o]);
        }
    }

    /// <inheritdoc/>
    public Tensor Sum(Tensor gaussians) =>
        zeros([count, gaussians.shape[1]], dtype: gaussians.dtype, device: gaussians.device).index_add(0, voxelOf, gaussians, 1);

    /// <inheritdoc/>
    public Tensor Spread(Tensor voxels) => voxels.index_select(0, voxelOf);

    /// <inheritdoc/>
    public Tensor Convolve(Tensor voxels, Tensor weight)
    {
        Tensor sum = zeros([count, weight.shape[2]], dtype: voxels.dtype, device: voxels.device);
        for (int o = 0; o < inputs.Length; o++)
        {
            if (inputs[o].shape[0] > 0)
            {
                sum = sum.index_add_(0, outputs[o], voxels.index_select(0, inputs[o]).matmul(weight[o]), 1);
            }
        }
        return sum;
    }
}
