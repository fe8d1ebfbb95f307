using TorchSharp;
using VoxPilot.Perception;
using VoxPilot.World;
using static TorchSharp.torch;

namespace VoxPilot.Bench.Parts;

/// <summary>
/// What a pre-training step renders at its start (spec/sqs.md §3 and §9.2): Gaussians all over 100 × 100 × 8 m, half opaque, 0.08 to 0.64 m
/// along each axis, in nuScenes' six cameras; and the same for the plain twin.
/// </summary>
internal sealed class SplatScene
{
    private static readonly float[] middle = [0.5f, 0.5f, 0.625f];
    private static readonly float[] extent = [100, 100, 8];

    private readonly Tensor[] leaves;
    private readonly GaussianSet gaussians;
    private readonly SplatCameras cameras;
    private readonly SplatArrays arrays;
    private readonly double[] gradColors;
    private readonly double[] gradDepth;

    /// <param name="gaussians">K.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    public SplatScene(int gaussians, int height, int width)
    {
        manual_seed(5);
        Tensor means = (rand(1, gaussians, 3) - tensor(middle)) * tensor(extent);
        leaves = [means, rand(1, gaussians, 3) * 0.56 + 0.08, randn(1, gaussians, 4), full([1, gaussians], 0.5), randn(1, gaussians, 1, 3)];
        Array.ForEach(leaves, leaf => leaf.requires_grad_());
        this.gaussians = new() { Means = leaves[0], Scales = leaves[1], Rotations = leaves[2], Opacities = leaves[3], Harmonics = leaves[4] };
        cameras = SplatCameras.Of([NuScenesRig.Create(1600)], new() { Width = width, Height = height }, height, width);
        arrays = new(new(1, (int)cameras.WorldToCamera.shape[1], gaussians, 3, 1, height, width));
        (Tensor From, double[] To)[] copies =
        [
            (leaves[0], arrays.Means), (leaves[1], arrays.Scales), (leaves[2], arrays.Rotations), (leaves[3], arrays.Opacities), (leaves[4], arrays.Colors),
            (cameras.WorldToCamera, arrays.WorldToCamera), (cameras.Intrinsics, arrays.Intrinsics),
        ];
        foreach ((Tensor from, double[] to) in copies)
        {
            from.detach().to(ScalarType.Float64).contiguous().data<double>().CopyTo(to);
        }
        gradDepth = [.. Enumerable.Repeat(0.05, arrays.Shape.Images * arrays.Shape.Pixels)];
        gradColors = [.. Enumerable.Repeat(1.0, 3 * gradDepth.Length)];
    }

    /// <summary>Pairs of a Gaussian and a pixel that are blended, counted by the twin.</summary>
    public long Blended() => SplatRasterizerReference.Render(arrays, new()).Blended;

    public void Forward()
    {
        using DisposeScope scope = NewDisposeScope();
        using (no_grad())
        {
            SplatRasterizer.Render(gaussians, cameras, new());
        }
    }

    public void ForwardAndBackward()
    {
        using DisposeScope scope = NewDisposeScope();
        SplatImage image = SplatRasterizer.Render(gaussians, cameras, new());
        (image.Colors.sum() + image.Depth.sum() * 0.05).backward();
        Array.ForEach(leaves, leaf => leaf.grad = null);
    }

    public void TwinForward() => SplatRasterizerReference.Render(arrays, new());

    public void TwinForwardAndBackward()
    {
        SplatReferenceImage image = SplatRasterizerReference.Render(arrays, new());
        SplatRasterizerReference.Backward(arrays, new(), image, gradColors, gradDepth, new double[gradDepth.Length]);
    }
}
