namespace VoxPilot.World.Generation;

/// <summary>What came of making a data set.</summary>
public sealed record GenerationReport
{
    /// <summary>Scenes of the data set.</summary>
    public required int Scenes { get; init; }

    /// <summary>Key frames of the data set.</summary>
    public required int Keyframes { get; init; }

    /// <summary>Drives that were simulated for them, those of earlier runs included.</summary>
    public required int Attempts { get; init; }

    /// <summary>Drives that were rejected, because the expert touched something or left the road.</summary>
    public required int Rejected { get; init; }

    /// <summary>True if there was nothing left to do.</summary>
    public bool AlreadyThere { get; init; }

    /// <summary>Time that this run took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Key frames that this run wrote, per second.</summary>
    public double KeyframesPerSecond { get; init; }
}
