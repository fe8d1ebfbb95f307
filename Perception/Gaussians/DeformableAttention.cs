using TorchSharp.Modules;
using VoxPilot.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, K Gaussians, N cameras, L levels, P key points, G groups, D width

/// <summary>Looks at the images where a Gaussian's key points are (spec/sqs.md §4.3).</summary>
internal sealed class DeformableAttention : Module
{
    private readonly GaussianDecoderConfig config;
    private readonly ImageConfig image;
    private readonly KeyPoints keyPoints;
    private readonly Sequential camera;
    private readonly Linear weights;
    private readonly Linear output;

    public DeformableAttention(GaussianDecoderConfig config, ImageConfig image) : base(nameof(DeformableAttention))
    {
        this.config = config;
        this.image = image;
        keyPoints = new(config);
        camera = RectifiedChain.Of(12, config.Width, 1, 2);
        weights = Linear(config.Width, config.Levels * config.KeyPoints * config.Groups);
        output = Linear(config.Width, config.Width);
        register_module("key_points", keyPoints);
        register_module("camera", camera);
        register_module("weights", weights);
        register_module("output", output);
    }

    /// <returns>(B, K, D); the input is not added.</returns>
    public Tensor forward(Tensor q, LayerInput input)
    {
        Tensor points = keyPoints.forward(input.Raw, q);                                    // (B, K, P, 3)
        input.Watch?.Invoke("key_points", points);
        // W (q + e + code of the camera) + b, without a row for each pair of Gaussian and camera.
        Tensor own = weights.forward(q + input.Embedding);                                  // (B, K, L·P·G)
        Tensor cameras = functional.linear(Encode(input.EgoToImage), weights.weight);       // (B, N, L·P·G)
        Tensor? kept = training && config.LogitDropout > 0
            ? rand([own.shape[0], own.shape[1], cameras.shape[1], own.shape[2]], device: own.device).ge(config.LogitDropout)
            : null;
        return output.forward(input.Features.Aggregate(points, own, cameras, kept, input.EgoToImage, image));
    }

    public void Initialize(Generator generator)
    {
        keyPoints.Initialize(generator);
        Initialization.GlorotChain(camera, generator);
        Initialization.Constant(weights.weight, 0);
        Initialization.Constant(weights.bias!, 0);
        Initialization.Glorot(output, generator);
    }

    /// <summary>(B, N, D) of (B, N, 4, 4): pixels need more than bfloat16's 8 bits.</summary>
    private Tensor Encode(Tensor egoToImage)
    {
        using Autocast _ = Autocast.Off(egoToImage.device_type);
        return camera.forward(egoToImage.narrow(2, 0, 3).flatten(2).to_type(weights.weight.dtype));
    }
}
