namespace VoxPilot.Torch.Tests;

/// <summary>Tests that count the process's tensors run alone.</summary>
[CollectionDefinition("live tensors", DisableParallelization = true)]
public sealed class LiveTensors;
