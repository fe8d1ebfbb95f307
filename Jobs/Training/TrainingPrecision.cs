namespace VoxPilot.Jobs.Training;

/// <summary>Type of matrix products and convolutions in training.</summary>
public enum TrainingPrecision
{
    /// <summary>Single precision.</summary>
    Full,

    /// <summary>
    /// bfloat16 (matrix products and convolutions) over weights in single precision, on devices that are fast at it, else single precision. On a CPU for
    /// the language model's stages alone: with convolutions, libtorch loses more on the way back than products gain (docs/experiments.md).
    /// </summary>
    Mixed,
}
