namespace VoxPilot.Core.Datasets.Loading;

/// <summary>What a loader does with a sample whose files are missing or damaged.</summary>
public enum FaultPolicy
{
    /// <summary>The fault is thrown where the sample would have come.</summary>
    Stop,

    /// <summary>The next sample takes its place; it is counted and named in <see cref="ClipLoader.Skipped"/>.</summary>
    Skip,
}
