namespace VoxPilot.Perception;

/// <summary>Which group's level weights a sampled feature of frame t and group g gets where there is more than one frame.</summary>
public enum LevelWeightOrder
{
    /// <summary>Those of its own group, as in equation (5) of spec/sparseoccvla.md §3.2.</summary>
    ByGroup,

    /// <summary>
    /// Those that OPUS and SparseBEV give it: features are stacked as (frame, group), weights as (group, frame), and the two
    /// stacks are paired as they lie, so that it gets the weights of group ⌊(t·G + g) / T⌋. Needed for weights trained there.
    /// </summary>
    Opus,
}
