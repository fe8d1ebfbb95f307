namespace VoxPilot.Api.Options;

/// <summary>Where sample frames come from; section <c>VoxPilot:Samples</c>.</summary>
internal sealed record SampleOptions
{
    /// <summary>Section of appsettings.json.</summary>
    public const string Section = "VoxPilot:Samples";

    /// <summary>Folder of sample frames; null takes <c>examples/frames</c> of the home folder.</summary>
    public string? Folder { get; init; }

    /// <summary>Folder of real input that holds <c>nuscenes-sample/info.json</c>; null takes the environment's VOXPILOT_REAL, and without that there is no real sample.</summary>
    public string? Real { get; init; }
}
