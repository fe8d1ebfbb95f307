using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>A frozen vision transformer of OpenCLIP over images; its features are the patches' tokens as a map.</summary>
public sealed class VitTeacher : TowerTeacher
{
    // OpenCLIP's file; its image tower alone. A whole file has tensors of the text tower under the bare names.
    private static readonly string[] prefixes = ["visual.", ""];

    private VitTeacher(VitTeacherConfig config, string? name)
        : base(new VitTower(config), new(config.Input, config.Patch), config.FeatureWidth, name ?? $"ViT of {config.Layers} layers, width {config.Width}, patch {config.Patch}")
    {
    }

    /// <summary>Reads the image tower's weights; those of the text tower are passed over.</summary>
    /// <param name="config">The architecture that the weights were trained with.</param>
    /// <param name="weights">A safetensors file with OpenCLIP's names.</param>
    /// <param name="device">Such as <c>cpu</c> or <c>cuda:0</c>.</param>
    /// <param name="name">What the weights are called; null names the architecture.</param>
    /// <exception cref="InvalidInputException">The config is not an architecture, or the file holds another one.</exception>
    /// <exception cref="Torch.TensorFileException">The file cannot be read.</exception>
    public static VitTeacher Load(VitTeacherConfig config, string weights, string device, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(weights);
        Check(config);
        VitTeacher teacher = new(config, name);
        teacher.Read(weights, prefixes, device);
        return teacher;
    }

    private static void Check(VitTeacherConfig config)
    {
        if (new[] { config.Patch, config.Width, config.Layers, config.Heads, config.Grid, config.EmbeddingWidth }.Any(n => n <= 0) || config.Width % config.Heads != 0)
        {
            throw new InvalidInputException("config",
                $"patch, layers, heads and embedding_width must be above zero, width a multiple of heads and image_size at least one patch; found {config}.");
        }
    }
}
