namespace VoxPilot.Perception;

/// <summary>From where queries learn what Gaussians would tell them.</summary>
public enum InteractionSource
{
    /// <summary>From the Gaussians of a frozen, pre-trained model that runs on the same frame (spec/sqs.md §7).</summary>
    PlugIn,

    /// <summary>From a small network that learnt what the plug-in's Gaussians add, and needs none.</summary>
    Distilled,
}
