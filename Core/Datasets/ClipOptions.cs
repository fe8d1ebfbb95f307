namespace VoxPilot.Core.Datasets;

/// <summary>Which key frames a clip has and what is read of them.</summary>
public sealed record ClipOptions
{
    /// <summary>Past key frames beside the present one.</summary>
    public int Past { get; init; }

    /// <summary>Key frames from one to the next; 1 is 0.5 s in nuScenes.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>What is read of the present key frame.</summary>
    public KeyframeParts Parts { get; init; } = KeyframeParts.All;

    /// <summary>What is read of past key frames.</summary>
    public KeyframeParts PastParts { get; init; } = KeyframeParts.Images;

    /// <summary>Later key frames that are read too, by how many key frames they are ahead: 2, 4, 6 for forecasts of 1, 2, 3 s.</summary>
    public IReadOnlyList<int> Ahead { get; init; } = [];

    /// <summary>What is read of later key frames.</summary>
    public KeyframeParts AheadParts { get; init; } = KeyframeParts.Occupancy;
}
