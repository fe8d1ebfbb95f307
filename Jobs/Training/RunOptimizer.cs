using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>AdamW over the parts of a stage: a group for each share of the learning rate, and its state by the parameters' names.</summary>
internal sealed class RunOptimizer : IDisposable
{
    private const string Steps = "step/", Means = "mean/", Squares = "square/";

    private readonly AdamW adam;
    private readonly (AdamW.ParamGroup Group, double Share)[] groups;
    private readonly string[] names;

    /// <param name="parts">What is trained; parameters with a share of 0 are frozen.</param>
    /// <param name="config">Rate and decay.</param>
    public RunOptimizer(IReadOnlyList<TrainedPart> parts, TrainingConfig config)
    {
        List<(string Name, Parameter Parameter, double Share)> trained = [];
        foreach (TrainedPart part in parts)
        {
            foreach ((string name, Parameter parameter) in part.Module.named_parameters())
            {
                double share = part.RateShare(name);
                parameter.requires_grad_(share > 0);
                if (share > 0)
                {
                    trained.Add(($"{part.Name}.{name}", parameter, share));
                }
            }
        }
        var bySharing = trained.GroupBy(t => t.Share).ToArray();
        groups = [.. bySharing.Select(g => (new AdamW.ParamGroup(g.Select(t => t.Parameter), config.LearningRate * g.Key, weight_decay: config.WeightDecay), g.Key))];
        names = [.. bySharing.SelectMany(g => g.Select(t => t.Name))];
        Parameters = [.. bySharing.SelectMany(g => g.Select(t => t.Parameter))];
        adam = new(groups.Select(g => g.Group), config.LearningRate, weight_decay: config.WeightDecay);
    }

    /// <summary>All that is trained.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Forgets all gradients.</summary>
    public void Clear() => adam.zero_grad();

    /// <summary>One step along the gradients.</summary>
    /// <param name="rate">Learning rate; each group takes its share.</param>
    public void Step(double rate)
    {
        foreach ((AdamW.ParamGroup group, double share) in groups)
        {
            group.LearningRate = rate * share;
        }
        adam.step();
    }

    /// <summary>What the optimiser keeps, by name; the tensors of means and squares are its own. The caller's dispose scope takes the rest.</summary>
    public Dictionary<string, Tensor> State()
    {
        Dictionary<string, Tensor> state = new(StringComparer.Ordinal);
        foreach ((string name, AdamW.State kept) in names.Zip(adam.state_dict().State.Cast<AdamW.State>()))
        {
            if (kept.exp_avg is { } mean && kept.exp_avg_sq is { } square)
            {
                state[Steps + name] = tensor([kept.step]);
                state[Means + name] = mean;
                state[Squares + name] = square;
            }
        }
        return state;
    }

    /// <summary>Takes over what another one kept.</summary>
    /// <param name="saved">As <see cref="State"/> gave it.</param>
    public void Load(IReadOnlyDictionary<string, Tensor> saved)
    {
        foreach ((string name, AdamW.State kept, Parameter parameter) in names.Zip(adam.state_dict().State.Cast<AdamW.State>(), Parameters))
        {
            if (saved.TryGetValue(Means + name, out Tensor? mean))
            {
                kept.LoadStateDict(new AdamW.State(parameter) { step = saved[Steps + name].item<long>(), exp_avg = mean, exp_avg_sq = saved[Squares + name] });
            }
        }
    }

    public void Dispose() => adam.Dispose();
}
