namespace VoxPilot.Jobs.Training;

/// <summary>A run of a stage, whatever its batches are.</summary>
public interface ITrainingRun : IDisposable
{
    /// <summary>Trains until the last step, or until it is cancelled; then a checkpoint is written first.</summary>
    /// <param name="continued">True: from the last checkpoint on.</param>
    /// <param name="progress">Hears of each line of the log, of previews and of checkpoints.</param>
    /// <param name="cancellation">Stops the run after the step at hand.</param>
    /// <returns>Whether all steps are done and the results are written.</returns>
    /// <exception cref="NonFiniteLossException">A loss is not a number.</exception>
    /// <exception cref="TrainingException">The checkpoint does not fit.</exception>
    bool Run(bool continued, Action<TrainingProgress>? progress, CancellationToken cancellation);

    /// <summary>Writes the results of the last checkpoint, whether or not the run is at its end.</summary>
    /// <returns>Steps done.</returns>
    /// <exception cref="TrainingException">There is no checkpoint, or it does not fit.</exception>
    int Export();
}
