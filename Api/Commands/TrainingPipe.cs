using VoxPilot.Jobs.Pipe;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Api.Commands;

/// <summary>Tells a worker of a run, and asks it before a checkpoint is written.</summary>
internal sealed class TrainingPipe
{
    private readonly RunPipe pipe;
    private readonly PipeProgress preparing;

    private TrainingPipe(RunPipe pipe, PipeProgress preparing) => (this.pipe, this.preparing) = (pipe, preparing);

    /// <summary>One over the pipe that this process was started with; null where there is none.</summary>
    public static TrainingPipe? Create() => RunPipe.Attached is { } pipe && PipeProgress.Create() is { } preparing ? new(pipe, preparing) : null;

    /// <summary>Takes in how many key frames are prepared before training begins.</summary>
    public void Preparing(int done, int all) => preparing.Show("preparing key frames", done, all);

    /// <summary>Takes in what happens to a run.</summary>
    /// <param name="folder">Where the run is kept.</param>
    /// <param name="progress">What happened.</param>
    /// <exception cref="OperationCanceledException">The run must not write any more.</exception>
    public void Show(RunFolder folder, TrainingProgress progress)
    {
        switch (progress.Moment)
        {
            case TrainingMoment.Began:
                pipe.Tell(new RunBegan(progress.Step, RunMetrics.Of(folder)));
                break;
            case TrainingMoment.Line when progress.Line is { } line:
                pipe.Tell(new RunProgressed(new(progress.Step, progress.Steps, line.Epoch, line.SamplesPerSecond, progress.Left.TotalSeconds), RunMetrics.Of(line)));
                break;
            case TrainingMoment.Preview when progress.Preview is { } preview:
                pipe.Tell(new RunPreviewed(progress.Step, preview.Figures, progress.Alarm));
                break;
            case TrainingMoment.Saving:
                pipe.RequireLeave(progress.Step);
                break;
            case TrainingMoment.Saved:
                pipe.Tell(new RunSaved(progress.Step));
                break;
        }
        if (progress.News is { } news)
        {
            pipe.Tell(new RunLogged(news));
        }
    }
}
