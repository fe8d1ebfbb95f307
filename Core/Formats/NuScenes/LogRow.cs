namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A row of <c>log.json</c>: a drive that scenes are cut from.</summary>
public sealed record LogRow
{
    /// <summary>Key of the row.</summary>
    public required Token Token { get; init; }

    /// <summary>Name of the recording.</summary>
    public required string Logfile { get; init; }

    /// <summary>Name of the car.</summary>
    public required string Vehicle { get; init; }

    /// <summary>Date, yyyy-mm-dd.</summary>
    public required string DateCaptured { get; init; }

    /// <summary>Where (singapore-onenorth …); also names the map.</summary>
    public required string Location { get; init; }
}
