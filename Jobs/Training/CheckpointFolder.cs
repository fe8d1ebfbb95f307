using System.Globalization;
using System.Text.Json;
using TorchSharp;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// Checkpoints of a run: folders <c>step-0001000</c> with <c>state.json</c> and <c>state.safetensors</c>. One appears under its name only when
/// it is complete; the last two are kept.
/// </summary>
internal sealed class CheckpointFolder(string path)
{
    private const string Prefix = "step-", Damaged = "damaged-", Numbers = "state.json", Tensors = "state.safetensors";
    private const string Weights = "weights/", Averages = "average/", Optimiser = "adam/";
    private const int Kept = 2;

    /// <summary>Whether there is one.</summary>
    public bool Any => All().Length > 0;

    /// <summary>Writes a checkpoint.</summary>
    public void Save(RunState state, IReadOnlyDictionary<string, Tensor> weights, IReadOnlyDictionary<string, Tensor> averages, IReadOnlyDictionary<string, Tensor> optimiser)
    {
        string name = Prefix + state.Step.ToString("0000000", CultureInfo.InvariantCulture);
        string beside = Path.Combine(path, $".{name}.new"), target = Path.Combine(path, name);
        Remove(beside);
        try
        {
            Directory.CreateDirectory(beside);
            Safetensors.Save(Path.Combine(beside, Tensors), Named(Weights, weights).Concat(Named(Averages, averages)).Concat(Named(Optimiser, optimiser)));
            File.WriteAllText(Path.Combine(beside, Numbers), JsonSerializer.Serialize(state, TrainingJson.Readable.RunState));
        }
        catch (Exception fault) when (fault is IOException or TensorFileException)
        {
            Remove(beside); // what there is of it takes the room that is missing
            throw new TrainingException($"The checkpoint of step {state.Step} cannot be written: {fault.Message} {(Any ? "The one before it is kept. " : "")}Make room and go on with the run.", fault);
        }
        Remove(target);
        Directory.Move(beside, target);
        foreach (string old in All().SkipLast(Kept))
        {
            Remove(old);
        }
    }

    /// <summary>Reads the last checkpoint into what lives; averages and optimiser where they are given.</summary>
    /// <exception cref="TrainingException">There is none, or it does not fit.</exception>
    public RunState Load(IReadOnlyDictionary<string, Tensor> weights, IReadOnlyDictionary<string, Tensor>? averages, Action<IReadOnlyDictionary<string, Tensor>>? optimiser)
    {
        string last = All().LastOrDefault() ?? throw new TrainingException($"There is no checkpoint in {path}; start the run without --resume.");
        try
        {
            RunState state = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(last, Numbers)), TrainingJson.Default.RunState)!;
            using SafetensorsFile file = SafetensorsFile.Open(Path.Combine(last, Tensors));
            Fill(file, Weights, weights);
            if (averages is not null)
            {
                Fill(file, Averages, averages);
            }
            if (optimiser is not null)
            {
                using DisposeScope scope = NewDisposeScope();
                optimiser(file.Entries.Where(e => e.Name.StartsWith(Optimiser, StringComparison.Ordinal)).ToDictionary(e => e.Name[Optimiser.Length..], e => file.Read(e.Name)));
            }
            return state;
        }
        catch (Exception fault) when (fault is JsonException or TensorFileException or FileNotFoundException or EndOfStreamException)
        {
            string aside = Path.Combine(path, Damaged + Path.GetFileName(last));
            Remove(aside);
            Directory.Move(last, aside);
            throw new TrainingException($"The checkpoint {last} is damaged: {fault.Message} It has been put aside; resume once more to go on from the one before it.", fault);
        }
        catch (IOException fault)
        {
            throw new TrainingException($"The checkpoint {last} cannot be read: {fault.Message}", fault);
        }
    }

    private void Fill(SafetensorsFile file, string prefix, IReadOnlyDictionary<string, Tensor> targets)
    {
        using IDisposable _ = no_grad();
        HashSet<string> known = [.. file.Entries.Select(e => e.Name)];
        foreach ((string name, Tensor target) in targets)
        {
            if (!known.Contains(prefix + name))
            {
                throw new TrainingException($"The last checkpoint in {path} lacks the tensor '{prefix}{name}': it is of another stage or size.");
            }
            using Tensor saved = file.Read(prefix + name);
            if (!saved.shape.AsSpan().SequenceEqual(target.shape))
            {
                throw new TrainingException($"The tensor '{prefix}{name}' of the last checkpoint in {path} is ({string.Join(", ", saved.shape)}); ({string.Join(", ", target.shape)}) is expected.");
            }
            target.copy_(saved);
        }
    }

    private string[] All() => Directory.Exists(path)
        ? [.. Directory.EnumerateDirectories(path, Prefix + "*").Order(StringComparer.Ordinal)]
        : [];

    private static IEnumerable<KeyValuePair<string, Tensor>> Named(string prefix, IReadOnlyDictionary<string, Tensor> tensors) =>
        tensors.Select(t => KeyValuePair.Create(prefix + t.Key, t.Value));

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
