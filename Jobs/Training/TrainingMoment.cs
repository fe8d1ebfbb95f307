namespace VoxPilot.Jobs.Training;

/// <summary>What of a run its listener hears.</summary>
public enum TrainingMoment
{
    /// <summary>A line of the log was written.</summary>
    Line,

    /// <summary>Steps are about to begin: the first one, or the first behind a checkpoint.</summary>
    Began,

    /// <summary>A preview was drawn and measured.</summary>
    Preview,

    /// <summary>A checkpoint, or the results, are about to be written; a listener that throws keeps them from it, and ends the run.</summary>
    Saving,

    /// <summary>A checkpoint is complete.</summary>
    Saved,
}
