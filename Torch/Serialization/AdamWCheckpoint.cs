using System.Globalization;

using TorchSharp;
using TorchSharp.Modules;

using static TorchSharp.torch;

namespace VoxPilot.Torch;

/// <summary>An AdamW optimiser's state as a safetensors file: what training needs to go on as if it had never stopped.</summary>
public static class AdamWCheckpoint
{
    private const string Kind = "adamw";

    /// <summary>Writes steps, means and the groups' options. Parameters are numbered in the order of the groups.</summary>
    public static void Save(string path, AdamW optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        optim.Optimizer.StateDictionary state = optimizer.state_dict();
        Dictionary<string, string> metadata = new()
        {
            ["optimizer"] = Kind,
            ["groups"] = Text(state.Options.Count),
            ["parameters"] = Text(state.State.Count),
        };
        for (int i = 0; i < state.Options.Count; i++)
        {
            metadata[$"group.{i}.lr"] = Text(state.Options[i].LearningRate ?? 0);
            metadata[$"group.{i}.initial_lr"] = Text(state.Options[i].InitialLearningRate);
        }

        Dictionary<string, Tensor> tensors = [];
        for (int i = 0; i < state.State.Count; i++)
        {
            AdamW.State one = (AdamW.State)state.State[i];
            metadata[$"state.{i}.step"] = Text(one.step);
            Add(tensors, $"state.{i}.exp_avg", one.exp_avg);
            Add(tensors, $"state.{i}.exp_avg_sq", one.exp_avg_sq);
            Add(tensors, $"state.{i}.max_exp_avg_sq", one.max_exp_avg_sq);
        }

        Safetensors.Save(path, tensors, metadata);
    }

    /// <summary>Reads what <see cref="Save"/> wrote into an optimiser of the same groups and parameters.</summary>
    /// <exception cref="TensorFileException">The file is malformed, or belongs to other groups or parameters.</exception>
    public static void Load(string path, AdamW optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        using DisposeScope scope = NewDisposeScope();
        using SafetensorsFile file = SafetensorsFile.Open(path);
        optim.Optimizer.StateDictionary state = optimizer.state_dict();
        Parameter[] parameters = [.. optimizer.parameters()];
        Expect(file, "optimizer", Kind);
        Expect(file, "groups", Text(state.Options.Count));
        Expect(file, "parameters", Text(state.State.Count));
        for (int i = 0; i < state.Options.Count; i++)
        {
            state.Options[i].LearningRate = Number(file, $"group.{i}.lr");
            state.Options[i].InitialLearningRate = Number(file, $"group.{i}.initial_lr");
        }

        for (int i = 0; i < state.State.Count; i++)
        {
            AdamW.State read = new(parameters[i])
            {
                step = (long)Number(file, $"state.{i}.step"),
                exp_avg = Find(file, $"state.{i}.exp_avg", parameters[i]),
                exp_avg_sq = Find(file, $"state.{i}.exp_avg_sq", parameters[i]),
                max_exp_avg_sq = Find(file, $"state.{i}.max_exp_avg_sq", parameters[i]),
            };
            state.State[i].LoadStateDict(read);
        }
    }

    private static void Add(Dictionary<string, Tensor> tensors, string name, Tensor? tensor)
    {
        if (tensor is not null)
        {
            tensors.Add(name, tensor);
        }
    }

    private static Tensor? Find(SafetensorsFile file, string name, Parameter parameter)
    {
        if (!file.Contains(name))
        {
            return null;
        }

        Tensor tensor = file.Read(name);
        return tensor.shape.AsSpan().SequenceEqual(parameter.shape)
            ? tensor
            : throw new TensorFileException(file.Path, $"'{name}' is ({string.Join(", ", tensor.shape)}), the parameter ({string.Join(", ", parameter.shape)}).");
    }

    private static void Expect(SafetensorsFile file, string key, string expected)
    {
        string? found = file.Metadata.GetValueOrDefault(key);
        if (found != expected)
        {
            throw new TensorFileException(file.Path, $"is a state with {key} '{found}'; this optimiser needs '{expected}'.");
        }
    }

    private static double Number(SafetensorsFile file, string key) =>
        double.TryParse(file.Metadata.GetValueOrDefault(key), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw new TensorFileException(file.Path, $"lacks the number {key} in its metadata.");

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
