using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>A module that a stage trains. Checkpoints keep it under <paramref name="Name"/>.</summary>
/// <param name="Name">Name in checkpoints, without dots.</param>
/// <param name="Module">The module.</param>
public sealed record TrainedPart(string Name, nn.Module Module)
{
    /// <summary>Share of the learning rate that a parameter of this dotted name gets (backbone: 0.1); 0 freezes it.</summary>
    public Func<string, double> RateShare { get; init; } = _ => 1;
}
