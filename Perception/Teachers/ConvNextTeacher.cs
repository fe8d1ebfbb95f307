using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>
/// A frozen ConvNeXt of OpenCLIP over images; its features are a stage's map, before the head's norm and pooling
/// (spec/sparseoccvla.md §4, candidate i).
/// </summary>
public sealed class ConvNextTeacher : TowerTeacher
{
    // OpenCLIP's file, its image tower alone, timm's own.
    private static readonly string[] prefixes = ["visual.trunk.", "trunk.", ""];

    private ConvNextTeacher(ConvNextTeacherConfig config, string? name)
        : base(new ConvNextTrunk(config), new(config.Input, stride: 2 << config.Stage), config.Widths[config.Stage - 1], name ?? $"ConvNeXt {string.Join('-', config.Depths)}, stage {config.Stage}")
    {
    }

    /// <summary>Reads the trunk's weights; those of the text tower and of the heads are passed over.</summary>
    /// <param name="config">The architecture that the weights were trained with.</param>
    /// <param name="weights">A safetensors file with OpenCLIP's or timm's names.</param>
    /// <param name="device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
    /// <param name="name">What the weights are called; null names the architecture.</param>
    /// <exception cref="InvalidInputException">The config is not an architecture, or the file holds another one.</exception>
    /// <exception cref="Torch.TensorFileException">The file cannot be read.</exception>
    public static ConvNextTeacher Load(ConvNextTeacherConfig config, string weights, string device, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(weights);
        Check(config);
        ConvNextTeacher teacher = new(config, name);
        teacher.Read(weights, prefixes, device);
        return teacher;
    }

    private static void Check(ConvNextTeacherConfig config)
    {
        if (config.Depths.Length == 0 || config.Depths.Length != config.Widths.Length || config.Depths.Concat(config.Widths).Any(n => n <= 0))
        {
            throw new InvalidInputException("config.depths",
                $"depths and widths need one number above zero for each stage; found ({string.Join(", ", config.Depths)}) and ({string.Join(", ", config.Widths)}).");
        }
        if (config.Stage < 1 || config.Stage > config.Depths.Length)
        {
            throw new InvalidInputException("config.stage", $"stage counts from 1 to {config.Depths.Length} with these depths; found {config.Stage}.");
        }
    }
}
