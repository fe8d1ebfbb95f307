using TorchSharp.Modules;
using VoxPilot.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, K Gaussians, P key points, C numbers of an anchor, D width

/// <summary>Where a Gaussian looks at the images: points fixed in its own axes and points that its query chooses (spec/sqs.md §4.3).</summary>
internal sealed class KeyPoints : Module
{
    private readonly GaussianDecoderConfig config;
    private readonly AnchorSpace space;
    private readonly Linear? learnt;

    public KeyPoints(GaussianDecoderConfig config) : base(nameof(KeyPoints))
    {
        this.config = config;
        space = new(config);
        if (config.LearntKeyPoints > 0)
        {
            learnt = Linear(config.Width, config.LearntKeyPoints * 3);
            register_module("learnt", learnt);
        }
    }

    /// <param name="raw">Anchors (B, K, C).</param>
    /// <param name="q">(B, K, D).</param>
    /// <returns>p_j = μ + R (off_j · s): (B, K, P, 3), metres.</returns>
    public Tensor forward(Tensor raw, Tensor q)
    {
        using Autocast _ = Autocast.Off(raw.device_type);
        long b = raw.shape[0], k = raw.shape[1];
        Tensor offsets = Fixed(raw).expand(b, k, GaussianDecoderConfig.FixedKeyPoints, 3);
        if (learnt is not null)
        {
            Tensor chosen = (AnchorSpace.Sigmoid(learnt.forward(q.to_type(raw.dtype))) - 0.5) * config.LearntKeyPointScale;
            offsets = cat([offsets, chosen.view(b, k, config.LearntKeyPoints, 3)], dim: 2);           // (B, K, P, 3)
        }
        Tensor local = offsets * space.Scales(raw).unsqueeze(2);                                       // (B, K, P, 3)
        Tensor turned = matmul(local, RotationMatrices.Of(AnchorSpace.Rotations(raw)).transpose(2, 3)); // (B, K, P, 3)
        return space.Means(raw).unsqueeze(2) + turned;
    }

    public void Initialize(Generator generator)
    {
        if (learnt is not null)
        {
            Initialization.Glorot(learnt, generator);
        }
    }

    private Tensor Fixed(Tensor like)
    {
        double[] offsets = new double[3 * GaussianDecoderConfig.FixedKeyPoints];
        for (int axis = 0; axis < 3; axis++)
        {
            offsets[3 * (1 + 2 * axis) + axis] = config.KeyPointOffset;
            offsets[3 * (2 + 2 * axis) + axis] = -config.KeyPointOffset;
        }
        return tensor(offsets, [GaussianDecoderConfig.FixedKeyPoints, 3], dtype: like.dtype, device: like.device);
    }
}
