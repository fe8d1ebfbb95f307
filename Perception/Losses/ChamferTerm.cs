using static TorchSharp.torch;

namespace VoxPilot.Perception;

// N points, G occupied voxels of all samples

/// <summary>
/// ½ · [mean_k w_k S(g_k − p_nn(k)) + mean_i S(p_i − g_nn(i))] of matched points and voxels, S the smooth L1 distance summed over x, y, z
/// (spec/sparseoccvla.md §3.3): on the CPU by <see cref="ChamferFunction"/>, elsewhere by operators of tensors, which are its plain twin.
/// </summary>
internal sealed class ChamferTerm
{
    private readonly OccupancyLossConfig config;
    private readonly float[] least;
    private readonly float[] factors;

    /// <param name="config">Weights.</param>
    /// <param name="least">Least w_k by label.</param>
    /// <param name="factors">Factor of w_k by label.</param>
    public ChamferTerm(OccupancyLossConfig config, float[] least, float[] factors) => (this.config, this.least, this.factors) = (config, least, factors);

    /// <summary>The term, a scalar.</summary>
    /// <param name="points">(N, 3) float32, sample after sample.</param>
    /// <param name="voxelOfPoint">(N) places in the target's voxels.</param>
    /// <param name="pointOfVoxel">(G) places in the points.</param>
    /// <param name="target">The voxels.</param>
    /// <param name="factor">(N) factors of what points pay for being far from any voxel; null: 1.</param>
    public Tensor Value(Tensor points, Tensor voxelOfPoint, Tensor pointOfVoxel, OccupancyTarget target, Tensor? factor = null) =>
        points.device_type == TorchSharp.DeviceType.CPU
            ? ByKernel(points, voxelOfPoint, pointOfVoxel, target, factor)
            : Compose(points, voxelOfPoint, pointOfVoxel, target, factor);

    internal Tensor ByKernel(Tensor points, Tensor voxelOfPoint, Tensor pointOfVoxel, OccupancyTarget target, Tensor? factor = null) =>
        ChamferFunction.apply(points.contiguous(), this, voxelOfPoint.contiguous(), pointOfVoxel.contiguous(), target, factor?.detach().contiguous()!);

    internal Tensor Compose(Tensor points, Tensor voxelOfPoint, Tensor pointOfVoxel, OccupancyTarget target, Tensor? factor = null)
    {
        Tensor found = points.index_select(0, pointOfVoxel);                                           // (G, 3)
        Tensor aim = target.Centres.index_select(0, voxelOfPoint);                                     // (N, 3)
        Tensor recall = (Distance(found, target.Centres).sum(1) * VoxelWeights(found.detach(), target)).sum() / target.Centres.shape[0];
        Tensor precision = factor is null ? Distance(points, aim).sum() : Distance(points, aim).sum(1).dot(factor);
        return (recall + precision / points.shape[0]) * config.PointWeight;
    }

    /// <summary>The term, summed in double precision; its gradient is written.</summary>
    /// <param name="points">(N, 3).</param>
    /// <param name="voxelOfPoint">(N).</param>
    /// <param name="pointOfVoxel">(G).</param>
    /// <param name="centres">(G, 3).</param>
    /// <param name="labels">(G).</param>
    /// <param name="seen">(G), or null where that does not matter.</param>
    /// <param name="factor">(N), or null for 1.</param>
    /// <param name="counts">Voxels of each sample.</param>
    /// <param name="n">N.</param>
    /// <param name="gradient">(N, 3).</param>
    internal unsafe double Run(
        float* points, long* voxelOfPoint, long* pointOfVoxel, float* centres, long* labels, bool* seen, float* factor, IReadOnlyList<int> counts, int n, float* gradient)
    {
        int samples = counts.Count, own = n / samples, all = counts.Sum();
        float recallShare = (float)(config.PointWeight / all), precisionShare = (float)(config.PointWeight / n);
        double[] sums = new double[samples];
        // Voxels of a sample are matched with points of that sample alone, so samples are apart in memory.
        Parallel.For(0, samples, b =>
        {
            double recall = 0, precision = 0;
            for (int i = b * own; i < (b + 1) * own; i++)
            {
                float counted = factor == null ? 1 : factor[i];
                precision += counted * Add(points + 3 * i, centres + 3 * voxelOfPoint[i], counted * precisionShare, gradient + 3 * i, replace: true);
            }
            int from = counts.Take(b).Sum();
            for (int k = from; k < from + counts[b]; k++)
            {
                float* point = points + 3 * pointOfVoxel[k];
                float weight = Weight(point, centres + 3 * k, labels[k], seen == null || seen[k]);
                recall += weight * Add(point, centres + 3 * k, weight * recallShare, gradient + 3 * pointOfVoxel[k], replace: false);
            }
            sums[b] = recall * config.PointWeight / all + precision * config.PointWeight / n;
        });
        return sums.Sum();
    }

    /// <summary>Whether the kernel needs the camera's mask.</summary>
    internal bool CameraMask => config.NeedsMask;

    private unsafe float Weight(float* point, float* voxel, long label, bool seen)
    {
        float dx = voxel[0] - point[0], dy = voxel[1] - point[1], dz = voxel[2] - point[2];
        bool counted = seen || !config.CameraMask;
        bool far = counted && MathF.Sqrt(dx * dx + dy * dy + dz * dz) > config.FarDistance;
        return Math.Max(far ? config.FarWeight : 1, counted ? least[label] : 0) * factors[label] * (seen ? 1 : config.UnseenWeight);
    }

    /// <summary>S(p − g); share · ∂S/∂p is added to the gradient, or becomes it.</summary>
    private unsafe double Add(float* p, float* g, float share, float* gradient, bool replace)
    {
        float beta = (float)config.Beta, sum = 0;
        for (int axis = 0; axis < 3; axis++)
        {
            float d = p[axis] - g[axis], size = MathF.Abs(d);
            bool near = size < beta;
            sum += near ? 0.5f * d * d / beta : size - 0.5f * beta;
            float slope = share * (near ? d / beta : MathF.CopySign(1, d));
            gradient[axis] = replace ? slope : gradient[axis] + slope;
        }
        return sum;
    }

    private Tensor Distance(Tensor a, Tensor b) => nn.functional.smooth_l1_loss(a, b, nn.Reduction.None, config.Beta);

    /// <summary>w_k (G).</summary>
    private Tensor VoxelWeights(Tensor found, OccupancyTarget target)
    {
        using IDisposable _ = no_grad();
        Tensor far = (target.Centres - found).norm(1).gt(config.FarDistance);
        Tensor floor = tensor(least, device: found.device).index_select(0, target.Labels);
        if (config.CameraMask)
        {
            Tensor seen = target.SeenOrThrow();
            (far, floor) = (far & seen, floor * seen);
        }
        Tensor weights = (far.to_type(ScalarType.Float32) * (config.FarWeight - 1) + 1).maximum(floor);
        weights *= tensor(factors, device: found.device).index_select(0, target.Labels);
        return config.UnseenWeight < 1 ? weights * (target.SeenOrThrow().to_type(ScalarType.Float32) * (1 - config.UnseenWeight) + config.UnseenWeight) : weights;
    }
}
