namespace VoxPilot.Jobs.Training;

/// <summary>How occupancy queries come to know of Gaussians (spec/sqs.md §7.3, §11.4).</summary>
public enum PlugInUse
{
    /// <summary>They do not.</summary>
    None,

    /// <summary>They look at those of a frozen plug-in with its own image encoder, as it was when they were learnt: the paper's way.</summary>
    Separate,

    /// <summary>They look at those of a frozen decoder over the features of the occupancy encoder's own image encoder, which goes on learning: one run over the images.</summary>
    Shared,

    /// <summary>They learn to foretell, from a pack whose queries look at Gaussians, what that adds; afterwards no plug-in is needed.</summary>
    Distilled,
}
