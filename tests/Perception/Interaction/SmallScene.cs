using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Interaction;

/// <summary>Gaussians, feature levels and cameras of a made-up scene, and an encoder small enough to run often.</summary>
internal static class SmallScene
{
    public const int PlugInWidth = 24;

    private const int Frames = 2, Views = 2;

    public static ImageConfig Image { get; } = new() { Width = 64, Height = 32 };

    public static OccupancyEncoderConfig Encoder { get; } = new()
    {
        Queries = 30,
        Width = 64,
        Points = [2, 4, 8],
        Frames = Frames,
        Levels = 2,
        FfnWidth = 96,
        Dropout = 0,
        Grid = new(new(-10, -10, -1), 0.5, 40, 40, 10),
    };

    public static QueryInteractionConfig Interaction { get; } = QueryInteractionConfig.For(Encoder.Width, PlugInWidth) with { Dropout = 0 };

    /// <summary>An encoder whose values follow from the seed, in evaluation mode.</summary>
    public static OccupancyEncoder Create(QueryInteractionConfig? interaction, ulong seed = 7)
    {
        OccupancyEncoder encoder = new(Encoder with { Interaction = interaction }, Image);
        using Generator generator = new(seed, CPU);
        encoder.Initialize(generator);
        encoder.eval();
        return encoder;
    }

    public static (Tensor[] Levels, Tensor EgoToImage) Inputs(int batch)
    {
        Tensor[] levels = [.. Enumerable.Range(0, Encoder.Levels).Select(l => Values($"level{l}", 1, batch, Frames * Views, Encoder.Width, 8 >> l, 16 >> l))];
        Tensor matrices = Values("matrices", 4, batch, Frames * Views, 4, 4) + tensor(new float[] { 24, 24, 0, 0, 12, 0, 12, 0, 1, 0, 0, 0, 0, 0, 0, 1 }).view(4, 4);
        return (levels, matrices);
    }

    /// <summary>Gaussians in and around the grid, about half of them above the threshold.</summary>
    public static GaussianSet Gaussians(int batch, int count = 200, ScalarType type = ScalarType.Float32)
    {
        Tensor Typed(Tensor tensor) => tensor.to_type(type);
        return new()
        {
            Means = Typed(Values("means", 11, batch, count, 3)),
            Scales = Typed(Values("scales", 0.28f, batch, count, 3) + 0.36f),
            Rotations = Typed(nn.functional.normalize(Values("rotations", 1, batch, count, 4), 2, 2)),
            Opacities = Typed((Values("opacities", 4, batch, count) - 2).sigmoid()),
            Harmonics = Typed(Values("harmonics", 2, batch, count, 1, 3)),
            Features = Typed(Values("features", 1, batch, count, PlugInWidth)),
        };
    }

    /// <summary>Gives every parameter that starts at 0 another value, as training would.</summary>
    public static void Awaken(nn.Module module)
    {
        using IDisposable _ = no_grad();
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in module.named_parameters())
        {
            if (parameter.abs().sum().to_type(ScalarType.Float64).item<double>() == 0)
            {
                parameter.copy_(Values(name, 0.2f, parameter.shape));
            }
        }
    }

    public static Tensor Values(string name, float scale, params long[] shape) =>
        tensor(FormulaTensor.Values($"interaction/{name}", shape.Aggregate(1L, (x, y) => x * y), scale), shape);
}
