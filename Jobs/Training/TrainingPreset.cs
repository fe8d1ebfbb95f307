namespace VoxPilot.Jobs.Training;

/// <summary>A size with the schedule that fits it.</summary>
public enum TrainingPreset
{
    /// <summary>Nano in the synthetic world, on two cores.</summary>
    Nano,

    /// <summary>Nano's networks on nuScenes v1.0-mini: 404 key frames, to try a data set and a stage within an hour.</summary>
    Mini,

    /// <summary>The published size with the published schedule (spec/sparseoccvla.md §9).</summary>
    Paper,
}
