using VoxPilot.Core;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>From images as the model under training gets them to images as a teacher wants them.</summary>
internal sealed class TeacherInput
{
    // ImageNet's statistics, 0…1: those of ImageConfig, over 255.
    private static readonly double[] imageNetMean = [0.485, 0.456, 0.406];
    private static readonly double[] imageNetStd = [0.229, 0.224, 0.225];

    private readonly TeacherInputConfig config;
    private readonly int stride;

    /// <summary>For a teacher with one feature for each square of <paramref name="stride"/> pixels.</summary>
    /// <exception cref="InvalidInputException">The config cannot be followed.</exception>
    public TeacherInput(TeacherInputConfig config, int stride)
    {
        this.config = config;
        this.stride = stride;
        if (config.Mean is not { Length: 3 } || config.Std is not { Length: 3 } || config.Std.Any(deviation => deviation <= 0))
        {
            throw new InvalidInputException("config.input", "mean and std need three numbers each, for red, green and blue; std above zero.");
        }
        if (!(config.Scale > 0) || config.Height.HasValue != config.Width.HasValue || (config.Height.HasValue && config.Scale != 1))
        {
            throw new InvalidInputException("config.input",
                $"Give either scale, above zero, or both height and width; found scale {config.Scale}, height {Text(config.Height)}, width {Text(config.Width)}.");
        }
        if (config is { Height: int height, Width: int width } && (height <= 0 || width <= 0 || height % stride != 0 || width % stride != 0))
        {
            throw new InvalidInputException("config.input", $"height and width must be multiples of the teacher's stride, {stride}; found {height}×{width}.");
        }
    }

    /// <summary>
    /// Images (N, 3, H, W) less ImageNet's means over its deviations, to (N, 3, H', W') with the teacher's statistics, sides multiples of the
    /// stride. Where the size changes, by antialiased bicubic resampling of values in [0, 1], as OpenCLIP prepares its images.
    /// </summary>
    public Tensor Prepare(Tensor images)
    {
        Device device = images.device;
        Tensor pixels = images.to_type(ScalarType.Float32) * Channels(imageNetStd, device) + Channels(imageNetMean, device); // 0…1
        long[] size = [Side(images.shape[2], config.Height), Side(images.shape[3], config.Width)];
        if (size[0] != images.shape[2] || size[1] != images.shape[3])
        {
            pixels = nn.functional.interpolate(pixels, size, mode: InterpolationMode.Bicubic, align_corners: false, antialias: true).clamp(0, 1);
        }
        return (pixels - Channels(config.Mean, device)) / Channels(config.Std, device);
    }

    private long Side(long given, int? wanted) => wanted ?? Math.Max(1, (long)Math.Round(given * config.Scale / stride)) * stride;

    private static Tensor Channels(double[] values, Device device) =>
        tensor([.. values.Select(value => (float)value)], [1, 3, 1, 1]).to(device);

    private static string Text(int? number) => number?.ToString() ?? "none";
}
