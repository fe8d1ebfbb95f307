using TorchSharp;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Baselines;

/// <summary>All that a trained <see cref="EgoMlp"/> is, and the safetensors file that holds it.</summary>
internal sealed record EgoMlpWeights
{
    private const string Fingerprinted = "fingerprint", Error = "held_back_error_m", Kind = "kind", Name = "voxpilot-ego-mlp-1";

    /// <summary>Mean and scale of each input, (21).</summary>
    public required float[] InputMean { get; init; }

    /// <inheritdoc cref="InputMean"/>
    public required float[] InputScale { get; init; }

    /// <summary>Mean and scale of each output, (12), metres.</summary>
    public required float[] OutputMean { get; init; }

    /// <inheritdoc cref="OutputMean"/>
    public required float[] OutputScale { get; init; }

    /// <summary>(H, 21).</summary>
    public required float[] Weight1 { get; init; }

    /// <summary>(H).</summary>
    public required float[] Bias1 { get; init; }

    /// <summary>(H, H).</summary>
    public required float[] Weight2 { get; init; }

    /// <summary>(H).</summary>
    public required float[] Bias2 { get; init; }

    /// <summary>(12, H).</summary>
    public required float[] Weight3 { get; init; }

    /// <summary>(12).</summary>
    public required float[] Bias3 { get; init; }

    /// <summary>What it falls back on without an ego state.</summary>
    public required CommandMeanBaseline Means { get; init; }

    /// <summary>Fingerprint of examples and options.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Mean distance on the scenes held back, metres.</summary>
    public required double HeldBackError { get; init; }

    /// <summary>H.</summary>
    public int Width => Bias1.Length;

    /// <summary>Writes the file; it takes the place of an older one when complete.</summary>
    public void Save(string path)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> tensors = new()
        {
            ["input.mean"] = tensor(InputMean),
            ["input.scale"] = tensor(InputScale),
            ["output.mean"] = tensor(OutputMean),
            ["output.scale"] = tensor(OutputScale),
            ["0.weight"] = tensor(Weight1, [Width, EgoMlp.Inputs]),
            ["0.bias"] = tensor(Bias1),
            ["2.weight"] = tensor(Weight2, [Width, Width]),
            ["2.bias"] = tensor(Bias2),
            ["4.weight"] = tensor(Weight3, [EgoMlp.Outputs, Width]),
            ["4.bias"] = tensor(Bias3),
            ["command.means"] = tensor(Means.ToNumbers()),
        };
        Safetensors.Save(path, tensors, new Dictionary<string, string> { [Kind] = Name, [Fingerprinted] = Fingerprint, [Error] = HeldBackError.ToString("R") });
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="TensorFileException">The file is absent or damaged.</exception>
    /// <exception cref="InvalidDataException">It holds something else.</exception>
    public static EgoMlpWeights Load(string path)
    {
        using DisposeScope scope = NewDisposeScope();
        using SafetensorsFile file = SafetensorsFile.Open(path);
        if (file.Metadata.GetValueOrDefault(Kind) != Name || !file.Metadata.TryGetValue(Fingerprinted, out string? fingerprint)
            || !double.TryParse(file.Metadata.GetValueOrDefault(Error), out double error))
        {
            throw new InvalidDataException($"{path} is not an ego-MLP: its metadata should hold {Kind} = {Name}, {Fingerprinted} and {Error}.");
        }
        long width = file.Find("0.bias").Shape[0];
        return new()
        {
            InputMean = Read("input.mean", EgoMlp.Inputs),
            InputScale = Read("input.scale", EgoMlp.Inputs),
            OutputMean = Read("output.mean", EgoMlp.Outputs),
            OutputScale = Read("output.scale", EgoMlp.Outputs),
            Weight1 = Read("0.weight", width, EgoMlp.Inputs),
            Bias1 = Read("0.bias", width),
            Weight2 = Read("2.weight", width, width),
            Bias2 = Read("2.bias", width),
            Weight3 = Read("4.weight", EgoMlp.Outputs, width),
            Bias3 = Read("4.bias", EgoMlp.Outputs),
            Means = CommandMeanBaseline.FromNumbers(file.Read("command.means").Numbers()),
            Fingerprint = fingerprint,
            HeldBackError = error,
        };

        float[] Read(string name, params long[] shape)
        {
            SafetensorsEntry entry = file.Find(name);
            return entry.Shape.SequenceEqual(shape)
                ? file.Read(name).Numbers()
                : throw new InvalidDataException($"{path}: {name} has shape ({string.Join(", ", entry.Shape)}); ({string.Join(", ", shape)}) was expected.");
        }
    }
}
