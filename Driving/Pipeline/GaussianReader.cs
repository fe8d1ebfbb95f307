using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Driving;

// N cameras, K Gaussians, H × W the network's input

/// <summary>Images to Gaussians, and Gaussians to what a camera sees of them (spec/sqs.md §2). Runs on the device's thread.</summary>
internal sealed class GaussianReader(DrivingModel model)
{
    private const float LeastAlpha = 0.05f; // below, depth is a quotient of two hardly anythings
    private const double ZerothHarmonic = 0.28209479177387814;

    private static readonly SplatConfig Splatting = new();

    private readonly ImageConfig image = model.Config.Perception.Image;

    /// <summary>Whether the model sees any.</summary>
    public bool Sees => model.Perception.Gaussians is not null;

    /// <summary>The Gaussians of a frame.</summary>
    public SeenGaussians See(PreparedFrame frame, StageClock clock)
    {
        using StageClock.Span _ = clock.Measure(Stage.Gaussians);
        GaussianPlugIn gaussians = model.Perception.Gaussians!;
        int n = frame.Rig.Cameras.Count;
        Tensor images = tensor(frame.Pixels, [n, 3, image.Height, image.Width], device: model.Device);                       // (N, 3, H, W)
        Tensor[] shared = gaussians.Images is null ? model.Perception.Images.forward(images) : [];                           // (N, C, h, w)
        float[] matrices = FrameGeometry.EgoToImage([new(frame.Rig, Pose.Identity)], image);
        return new(gaussians.See(images, shared, tensor(matrices, [1, n, 4, 4], device: model.Device)));                     // (1, K, …)
    }

    /// <summary>The Gaussians on the host.</summary>
    public static (float[] Means, float[] Scales, float[] Rotations, float[] Opacities, float[] Colors) Read(SeenGaussians seen)
    {
        using DisposeScope scope = NewDisposeScope();
        GaussianSet set = seen.Set;
        Tensor colors = set.Harmonics is { } harmonics ? (harmonics.select(2, 0) * ZerothHarmonic + 0.5).clamp(0, 1) : full(set.Means.shape, 0.5f); // (1, K, 3)
        return (set.Means.ToArray(), set.Scales.ToArray(), set.Rotations.ToArray(), set.Opacities.ToArray(), colors.ToArray());
    }

    /// <summary>What a camera sees, w × h pixels for all of its image: planes (3, h, w) of colour, or one (h, w).</summary>
    public float[] Render(SeenGaussians seen, Camera camera, int width, int height, RenderedQuantity what, StageClock clock)
    {
        using StageClock.Span _ = clock.Measure(Stage.Splatting);
        using DisposeScope scope = NewDisposeScope();
        SplatImage rendered = SplatRasterizer.Render(seen.Set, SplatCameras.Of([new([camera])], image with { Width = camera.Width, Height = camera.Height }, height, width, model.Device), Splatting);
        return (what switch
        {
            RenderedQuantity.Color => rendered.Colors.clamp(0, 1),                                                           // (1, 1, 3, h, w)
            RenderedQuantity.Depth => rendered.ExpectedDepth() * (rendered.Alpha >= LeastAlpha).to_type(ScalarType.Float32), // (1, 1, h, w)
            _ => rendered.Alpha,
        }).ToArray();
    }
}
