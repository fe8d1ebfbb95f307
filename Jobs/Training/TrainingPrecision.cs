namespace VoxPilot.Jobs.Training;

/// <summary>Type of matrix products and convolutions in training.</summary>
public enum TrainingPrecision
{
    /// <summary>Single precision.</summary>
    Full,

    /// <summary>
    /// bfloat16 (matrix products and convolutions) on CUDA devices that are fast at it, else single precision. Not on a CPU, even one that
    /// multiplies bfloat16 faster: there libtorch's convolutions lose more on the way back than products gain (docs/experiments.md).
    /// </summary>
    Mixed,
}
