using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Jobs.Training;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training;

/// <summary>A stage that takes a millisecond per step.</summary>
internal sealed class MadeStage : TrainingStage<MadeBatch>
{
    public const int Features = 6, Places = 5;

    private readonly TrainingConfig config;
    private readonly string name;

    /// <param name="config">Its batches' size is taken from it.</param>
    /// <param name="weights">Seed of first weights.</param>
    /// <param name="plain">Without dropout and normalisation.</param>
    /// <param name="width">Of the network.</param>
    /// <param name="name">Of the stage.</param>
    /// <param name="share">Share of the learning rate by a parameter's name.</param>
    public MadeStage(TrainingConfig config, int weights, bool plain = false, int width = 8, string name = "made", Func<string, double>? share = null)
    {
        (this.config, this.name) = (config, name);
        manual_seed(weights);
        Net = new(width, plain);
        Parts = [new("net", Net) { RateShare = share ?? (_ => 1) }];
    }

    public MadeNet Net { get; }

    /// <summary>Called with the step before its losses.</summary>
    public Action<int>? Before { get; init; }

    /// <summary>Token of a sample that holds no numbers.</summary>
    public string? Poisoned { get; init; }

    /// <summary>A step whose gradient is no number though its losses are.</summary>
    public int? Steep { get; init; }

    /// <summary>What previews saw: whether the module was in training mode, and its values.</summary>
    public List<(bool Training, Dictionary<string, Tensor> Values)> Previews { get; } = [];

    public override string Name => name;

    public override IReadOnlyList<TrainedPart> Parts { get; }

    public override IBatchSource<MadeBatch> Batches(LoaderPosition start) => new MadeBatches(config.BatchSize, start, Poisoned);

    public override IReadOnlyList<string> Samples(MadeBatch batch) => batch.Tokens;

    public override MadeBatch Alone(MadeBatch batch, int sample) => new(
        batch.Inputs[(sample * Places * Features)..((sample + 1) * Places * Features)], [batch.Targets[sample]], [batch.Tokens[sample]]);

    public override IReadOnlyList<LossTerm> Losses(MadeBatch batch, int stepIndex)
    {
        Before?.Invoke(stepIndex);
        Tensor error = Net.forward(tensor(batch.Inputs, [batch.Tokens.Count, Places, Features])) - tensor(batch.Targets);
        List<LossTerm> terms = [new("square", error.square().mean()), new("absolute", error.abs().mean() * 0.1), new("largest", error.abs().max(), Minimised: false)];
        if (stepIndex == Steep)
        {
            terms.Add(new("root", (error * 0).sum().sqrt())); // 0, with a slope of 0 · ∞
        }
        return terms;
    }

    public override IReadOnlyDictionary<string, double> Preview(string file)
    {
        Previews.Add((Net.training, Net.state_dict().ToDictionary(e => e.Key, e => e.Value.clone().DetachFromDisposeScope())));
        rand(7); // draws from the generator that training uses must not change the run
        return new Dictionary<string, double> { ["seen"] = Previews.Count };
    }

    public override void Export(string folder, int stepsDone) => Safetensors.Save(Path.Combine(folder, "net.safetensors"), Net.state_dict());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Net.Dispose();
        }
        base.Dispose(disposing);
    }
}
