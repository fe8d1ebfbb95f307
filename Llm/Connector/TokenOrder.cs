namespace VoxPilot.Llm;

/// <summary>The order in which a causal reader meets the tokens of a scene, which is a set (spec/sparseoccvla.md §5.1).</summary>
public enum TokenOrder
{
    /// <summary>That of the encoder's queries, whose places are learnt.</summary>
    Learned,

    /// <summary>A permutation that follows from a seed, the same for every scene of as many queries.</summary>
    Random,

    /// <summary>Along a space-filling curve: by the Morton code of the voxel that a query's centre lies in. Neighbours in space are mostly neighbours in the sequence.</summary>
    SpaceFilling,
}
