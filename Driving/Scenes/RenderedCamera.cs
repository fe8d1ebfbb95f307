namespace VoxPilot.Driving;

/// <summary>What one camera of a scene would see of its Gaussians.</summary>
public sealed record RenderedCamera
{
    /// <summary>Columns.</summary>
    public required int Width { get; init; }

    /// <summary>Rows.</summary>
    public required int Height { get; init; }

    /// <summary>What the values are.</summary>
    public required RenderedQuantity What { get; init; }

    /// <summary>Rows from the top: three planes (3, H, W) of colour, or one (H, W).</summary>
    public required float[] Values { get; init; }

    /// <summary>Seed of the scene.</summary>
    public ulong Seed { get; init; }

    /// <summary>The pack that answered.</summary>
    public required PackInfo Pack { get; init; }

    /// <summary>Time by stage.</summary>
    public required StageTimings Timings { get; init; }
}
