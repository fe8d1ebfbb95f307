namespace VoxPilot.Jobs.Training;

/// <summary>A run on disk, below the data root: <c>runs/NAME/</c>.</summary>
/// <param name="Path">The folder.</param>
public sealed record RunFolder(string Path)
{
    /// <summary>Folder below the data root that holds runs.</summary>
    public const string Parent = "runs";

    /// <summary>Name of the run.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The stage's configuration and what it was started with.</summary>
    public string Config => System.IO.Path.Combine(Path, "config.json");

    /// <summary>Losses, one <see cref="LossLine"/> as JSON per line, appended.</summary>
    public string Losses => System.IO.Path.Combine(Path, "losses.jsonl");

    /// <summary>Checkpoints, one folder each.</summary>
    public string Checkpoints => System.IO.Path.Combine(Path, "checkpoints");

    /// <summary>Whether there is a checkpoint to go on from.</summary>
    public bool HasCheckpoint => new CheckpointFolder(Checkpoints).Any;

    /// <summary>Pictures of what the networks gave, by step.</summary>
    public string Previews => System.IO.Path.Combine(Path, "previews");

    /// <summary>Figures of the previews, one <see cref="PreviewLine"/> as JSON per line, appended.</summary>
    public string PreviewFigures => System.IO.Path.Combine(Path, "previews.jsonl");

    /// <summary>What runs work out once and share, beside the runs: queries of frozen networks.</summary>
    public string Cache => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, ".cache");

    /// <summary>What the run leaves behind.</summary>
    public string Results => System.IO.Path.Combine(Path, "results");

    /// <summary>Takes the run for this process until what is returned is disposed of: two that train one run would write over each other's checkpoints.</summary>
    /// <exception cref="TrainingException">Another process has it.</exception>
    public IDisposable Hold()
    {
        Directory.CreateDirectory(Path);
        try
        {
            return new FileStream(System.IO.Path.Combine(Path, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (IOException fault)
        {
            throw new TrainingException($"The run {Name} is being trained by another process; stop that one first, or name another run with --run.", fault);
        }
    }

    /// <summary>The curve of the losses, as a picture.</summary>
    public string CurvePicture => System.IO.Path.Combine(Path, "curve.png");

    /// <summary>The curve of the losses, as a page.</summary>
    public string CurvePage => System.IO.Path.Combine(Path, "curve.html");
}
