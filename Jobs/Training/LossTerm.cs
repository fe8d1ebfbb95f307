using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>One term of a loss, logged by its own name.</summary>
/// <param name="Name">Its name, with dots for parts: pts.3, cls.0, distil.</param>
/// <param name="Value">A scalar, its weight included.</param>
/// <param name="Minimised">False: a figure that is only watched (an accuracy, say), not part of the sum.</param>
public sealed record LossTerm(string Name, Tensor Value, bool Minimised = true);
