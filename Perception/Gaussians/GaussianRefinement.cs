namespace VoxPilot.Perception;

/// <summary>In which space a decoder layer moves its Gaussians (spec/sqs.md §4.5).</summary>
public enum GaussianRefinement
{
    /// <summary>In metres: the same step everywhere in the range (GaussianFormer-2).</summary>
    Metres,

    /// <summary>In the logit of the normalised position: steps shrink towards the range's borders (GaussianFormer, SQS).</summary>
    Logit,
}
