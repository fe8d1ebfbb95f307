using VoxPilot.Core;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, N cameras, K classes, h × w pixels

/// <summary>How far rendered images are from those of the cameras, and rendered depth from the LiDAR's (spec/sqs.md §5.2): ω₁ · L1(colour) + ω₂ · L1(depth).</summary>
/// <param name="config">Weights and options.</param>
public sealed class RenderingLoss(RenderingLossConfig config)
{
    private const double LeastShare = 1e-4;

    /// <summary>The terms by name, weights included: <c>color</c>, <c>depth</c>, and those of the options. A term without any pixel to look at is 0.</summary>
    /// <param name="image">Rendered colours (B, N, 3, h, w), depth and alpha.</param>
    /// <param name="target">What the cameras show.</param>
    /// <param name="classes">Rendered class shares (B, N, K, h, w); needed where classes are compared.</param>
    public IReadOnlyDictionary<string, Tensor> Terms(SplatImage image, RenderingTarget target, Tensor? classes = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(target);
        using Autocast single = Autocast.Off(target.Colors.device_type);
        Dictionary<string, Tensor> terms = [];
        if (config.Color > 0)
        {
            terms["color"] = (image.Colors - target.Colors).abs().mean() * config.Color;
        }
        Tensor measured = target.Depth > 0;                                                                     // (B, N, h, w)
        if (config.Depth > 0)
        {
            Tensor depth = config.ExpectedDepth ? image.ExpectedDepth() : image.Depth;
            terms["depth"] = Mean((depth - target.Depth).abs(), measured) * config.Depth;
        }
        if (config.Alpha > 0)
        {
            terms["alpha"] = Mean(-image.Alpha.clamp(LeastShare).log(), measured) * config.Alpha;
        }
        if (config.Classes > 0)
        {
            if (classes is null || target.Labels is null)
            {
                throw new ArgumentException("Rendered classes are compared with the classes of pixels; give both, or a weight of 0.", nameof(classes));
            }
            Tensor shares = cat([classes, 1 - image.Alpha.unsqueeze(2)], 2);                                    // (B, N, K + 1, h, w)
            Tensor known = target.Labels <= (int)OccupancyClass.Free;
            Tensor labels = target.Labels.to_type(ScalarType.Int64).clamp(0, (int)OccupancyClass.Free);
            Tensor right = shares.gather(2, labels.unsqueeze(2)).squeeze(2);                                    // (B, N, h, w)
            terms["class"] = Mean(-right.clamp(LeastShare).log(), known) * config.Classes;
        }
        return terms;
    }

    private static Tensor Mean(Tensor values, Tensor where)
    {
        Tensor weights = where.to_type(values.dtype);
        return (values * weights).sum() / weights.sum().clamp(1);
    }
}
