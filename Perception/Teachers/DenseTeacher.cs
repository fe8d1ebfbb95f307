using System.Text.Json;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>
/// Nano's own teacher: an image encoder and a head that learnt depth and class of every pixel (stage dense2d). Its features are the embeddings that were
/// trained against those of the classes' names, dense by construction. <see cref="TeacherFolder"/> loads what <see cref="Save"/> wrote.
/// </summary>
public sealed class DenseTeacher : ITeacher
{
    /// <summary>What teacher.json calls this kind of teacher.</summary>
    public const string Kind = "dense";

    private const string WeightsFile = "teacher.safetensors", EncoderPrefix = "image_encoder.", HeadPrefix = "head.";

    private readonly ImageEncoder encoder;
    private readonly DenseHead head;

    private DenseTeacher(string name, DenseTeacherConfig config)
    {
        (Name, Width) = (name, config.Head.EmbeddingWidth);
        (encoder, head) = (new(config.Backbone, config.Neck), new(config.Head));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <summary>A teacher of an architecture and a file of weights, frozen.</summary>
    /// <param name="config">The architecture.</param>
    /// <param name="weights">Path of the safetensors file.</param>
    /// <param name="device">Where it runs: cpu, cuda, cuda:N.</param>
    /// <param name="name">What the weights are called.</param>
    /// <exception cref="InvalidInputException">A tensor is missing, has no place or has another shape.</exception>
    /// <exception cref="TensorFileException">The file cannot be read.</exception>
    public static DenseTeacher Load(DenseTeacherConfig config, string weights, string device, string name)
    {
        ArgumentNullException.ThrowIfNull(config);
        DenseTeacher teacher = new(name, config);
        try
        {
            FrozenTower.Load(teacher.encoder, weights, [EncoderPrefix, ""], device);
            FrozenTower.Load(teacher.head, weights, [HeadPrefix, ""], device);
            return teacher;
        }
        catch
        {
            teacher.Dispose();
            throw;
        }
    }

    /// <summary>Writes a teacher's folder.</summary>
    /// <param name="folder">Where to; made where it is absent.</param>
    /// <param name="name">What the weights are called, with size.</param>
    /// <param name="config">The architecture of both networks, and how they were made.</param>
    /// <param name="encoder">The image encoder.</param>
    /// <param name="head">The head.</param>
    public static void Save(string folder, string name, DenseTeacherConfig config, ImageEncoder encoder, DenseHead head)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(head);
        Directory.CreateDirectory(folder);
        Safetensors.Save(
            Path.Combine(folder, WeightsFile),
            [.. encoder.state_dict().Select(e => KeyValuePair.Create(EncoderPrefix + e.Key, e.Value)), .. head.state_dict().Select(e => KeyValuePair.Create(HeadPrefix + e.Key, e.Value))]);
        TeacherManifest manifest = new() { Kind = Kind, Name = name, Weights = WeightsFile, Config = JsonSerializer.SerializeToElement(config, TeacherJson.Options) };
        File.WriteAllBytes(Path.Combine(folder, TeacherFolder.FileName), [.. JsonSerializer.SerializeToUtf8Bytes(manifest, TeacherJson.Options), (byte)'\n']);
    }

    /// <inheritdoc/>
    public Tensor Maps(Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        using IDisposable _ = no_grad();
        using DisposeScope scope = NewDisposeScope();
        return head.forward(encoder.forward(images)).Embeddings.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        encoder.Dispose();
        head.Dispose();
    }
}
