namespace VoxPilot.Perception;

/// <summary>Gaussians of the scene beside its occupancy queries (spec/sqs.md §7): for cameras to render, and for queries to look at.</summary>
public sealed record GaussianPlugInConfig
{
    /// <summary>The decoder of Gaussians.</summary>
    public required GaussianDecoderConfig Decoder { get; init; }

    /// <summary>
    /// Whether it has an image encoder of its own, of the same architecture, frozen as it was when the Gaussians were learnt (the paper's way, at the cost of a second
    /// run over the present images); else it looks at the features of the occupancy encoder's.
    /// </summary>
    public bool OwnImages { get; init; }
}
