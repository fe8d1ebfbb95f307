namespace VoxPilot.Jobs.Training;

/// <summary>A run's losses.jsonl: one <see cref="LossLine"/> as JSON per line. A line is on disk when <see cref="Append"/> returns.</summary>
/// <param name="path">The file; it comes with the first line.</param>
public sealed class LossLog(string path)
{
    /// <summary>Adds a line.</summary>
    public void Append(LossLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        JsonLines.Append(path, line, TrainingJson.Default.LossLine);
    }

    /// <summary>Drops what was written after a step, which a run that goes on from a checkpoint writes again, and a line that a crash tore.</summary>
    /// <param name="step">The checkpoint's step; 0 drops all.</param>
    /// <exception cref="InvalidDataException">A line that has an end is not one of a loss log.</exception>
    public void TruncateAfter(int step)
    {
        if (File.Exists(path))
        {
            JsonLines.Keep(path, TrainingJson.Default.LossLine, line => line.Step <= step);
        }
    }

    /// <summary>Reads a log, also while a run writes it; a line that a crash tore is passed over.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The lines; none where the file holds none.</returns>
    /// <exception cref="InvalidDataException">A line that has an end is not one of a loss log.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<LossLine> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return [.. JsonLines.Read(path, TrainingJson.Default.LossLine).Select(line => line.Value)];
    }
}
