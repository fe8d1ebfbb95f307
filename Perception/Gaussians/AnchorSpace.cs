using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, K Gaussians, C numbers of an anchor, n = (degree + 1)² harmonics

/// <summary>
/// What the numbers of an anchor mean before and after activation (spec/sqs.md §3):
/// [position 3 | scale 3 | quaternion 4 | opacity 1 | classes | colour 3·n].
/// </summary>
internal sealed class AnchorSpace(GaussianDecoderConfig config)
{
    private const double Saturation = 9.21;
    private const double Margin = 1e-4;
    private const int ClassesStart = 11;

    private readonly double[] origin = config.Range.Origin;
    private readonly double[] extent = config.Range.Extent;

    /// <summary>The parts of raw anchors (…, C) with the number of each part's columns; classes and colour only where there are any.</summary>
    public static IEnumerable<(string Name, int Start, int Count)> Parts(GaussianDecoderConfig config)
    {
        yield return ("position", 0, 3);
        yield return ("scale", 3, 3);
        yield return ("rotation", 6, 4);
        yield return ("opacity", 10, 1);
        if (config.Classes > 0)
        {
            yield return ("classes", ClassesStart, config.Classes);
        }
        if (config.Harmonics > 0)
        {
            yield return ("colour", ClassesStart + config.Classes, 3 * config.Harmonics);
        }
    }

    /// <summary>1 / (1 + e^−x), x kept where its slope is not lost.</summary>
    public static Tensor Sigmoid(Tensor x) => x.clamp(-Saturation, Saturation).sigmoid();

    /// <summary>μ (…, 3), metres, of raw anchors (…, C).</summary>
    public Tensor Means(Tensor raw) => Sigmoid(raw.narrow(-1, 0, 3)) * Constant(extent, raw) + Constant(origin, raw);

    /// <summary>s (…, 3), metres, of raw anchors (…, C).</summary>
    public Tensor Scales(Tensor raw) => Sigmoid(raw.narrow(-1, 3, 3)) * (config.MaximumScale - config.MinimumScale) + config.MinimumScale;

    /// <summary>q (…, 4), unit quaternions w, x, y, z of raw anchors (…, C).</summary>
    public static Tensor Rotations(Tensor raw) => functional.normalize(raw.narrow(-1, 6, 4), dim: -1);

    /// <summary>Raw positions (…, 3) of points in metres, a little inside the range.</summary>
    public Tensor RawPosition(Tensor metres) =>
        ((metres - Constant(origin, metres)) / Constant(extent, metres)).clamp(Margin, 1 - Margin).logit();

    /// <summary>Metres of a layer's longest step (3), and the same in logits at the middle of the range.</summary>
    public (Tensor Metres, Tensor Logits) Steps(Tensor like)
    {
        Tensor metres = Constant([config.Step, config.Step, config.VerticalStep], like);
        return (metres, 4 * metres / Constant(extent, like)); // the sigmoid's slope is 1/4 there
    }

    /// <summary>The Gaussians of raw anchors (B, K, C) and queries (B, K, D).</summary>
    public GaussianSet Activate(Tensor raw, Tensor features) => new()
    {
        Means = Means(raw),
        Scales = Scales(raw),
        Rotations = Rotations(raw),
        Opacities = Sigmoid(raw.select(-1, 10)),
        Classes = config.Classes > 0 ? Classes(raw.narrow(-1, ClassesStart, config.Classes)) : null,
        Harmonics = config.Harmonics > 0 ? Colour(raw.narrow(-1, ClassesStart + config.Classes, 3 * config.Harmonics)) : null,
        Features = features,
    };

    private Tensor Classes(Tensor raw) => config.Activation == ClassActivation.Softplus ? functional.softplus(raw) : raw;

    /// <summary>Each degree above 0 starts at 0.1 · 0.25^degree of its raw size.</summary>
    private Tensor Colour(Tensor raw)
    {
        double[] mask = [.. Enumerable.Range(0, config.Harmonics).Select(i => Math.Floor(Math.Sqrt(i))).Select(l => l == 0 ? 1 : 0.1 * Math.Pow(0.25, l))];
        return (raw.unflatten(-1, 3, config.Harmonics) * Constant(mask, raw)).transpose(-1, -2); // (B, K, n, 3)
    }

    private static Tensor Constant(double[] values, Tensor like) => tensor(values, dtype: like.dtype, device: like.device);
}
