using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using TorchSharp;
using VoxPilot.Core.Datasets;
using VoxPilot.Driving;
using VoxPilot.Jobs.Evaluation;

namespace VoxPilot.Jobs.Training;

/// <summary>Begins runs and takes them up again: from a record of what was asked for to networks, data and a loop.</summary>
/// <param name="dataRoot">Folder for everything that is written.</param>
public sealed class RunOpener(string dataRoot)
{
    /// <summary>Folder of a run.</summary>
    /// <param name="name">Its name, or the path of its folder.</param>
    /// <exception cref="TrainingException">The name is none for a folder.</exception>
    public RunFolder Folder(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (Path.IsPathFullyQualified(name) || name.StartsWith("./", StringComparison.Ordinal))
        {
            return new(Path.TrimEndingDirectorySeparator(Path.GetFullPath(name)));
        }
        return name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0 && name is not ("." or "..")
            ? new(Path.Combine(dataRoot, RunFolder.Parent, name))
            : throw new TrainingException($"'{name}' cannot be the name of a run; take letters, digits, dots and dashes.");
    }

    /// <summary>Folder of something that a run left behind; null where there is no such run or it has none.</summary>
    /// <param name="run">Name of the run.</param>
    /// <param name="result">Name of the folder in its results: pack, teacher.</param>
    public string? Result(string run, string result)
    {
        string folder = Path.Combine(Folder(run).Results, result);
        return Directory.Exists(folder) ? folder : null;
    }

    /// <summary>Begins a run: writes its record, opens what it needs.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="record">What was asked for.</param>
    /// <param name="preparing">Hears how many key frames of how many are prepared, where the stage looks at all of them first.</param>
    /// <param name="cancellation">Gives that up; what is prepared is kept.</param>
    /// <exception cref="TrainingException">There is a run of this name already, or something that it needs is missing.</exception>
    public static ITrainingRun Begin(RunFolder folder, RunRecord record, Action<int, int>? preparing = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(record);
        if (File.Exists(folder.Config))
        {
            throw new TrainingException($"There is a run {folder.Name} already ({folder.Path}). Go on with it with --resume, or name another with --run.");
        }
        ITrainingRun run = Open(folder, record, preparing, cancellation);
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(folder.Config, JsonSerializer.Serialize(record, TrainingJson.Readable.RunRecord) + "\n");
        return run;
    }

    /// <summary>Opens a run that was begun before.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="preparing">As for <see cref="Begin"/>.</param>
    /// <param name="cancellation">As for <see cref="Begin"/>.</param>
    /// <exception cref="TrainingException">There is none, or something that it needs is missing.</exception>
    public static ITrainingRun Reopen(RunFolder folder, Action<int, int>? preparing = null, CancellationToken cancellation = default) =>
        Open(folder, Record(folder), preparing, cancellation);

    /// <summary>What a run was begun with.</summary>
    /// <exception cref="TrainingException">There is no run there.</exception>
    public static RunRecord Record(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(folder.Config), TrainingJson.Default.RunRecord) ?? throw new JsonException($"{folder.Config} is empty.");
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            throw new TrainingException($"There is no run in {folder.Path}: {fault.Message}", fault);
        }
    }

    private static ITrainingRun Open(RunFolder folder, RunRecord record, Action<int, int>? preparing, CancellationToken cancellation)
    {
        try
        {
            record.Training.Validate();
        }
        catch (ValidationException fault)
        {
            throw new TrainingException(fault.Message, fault);
        }
        torch.set_num_threads(Environment.ProcessorCount); // libtorch by itself may take one
        if (record.Data.Count == 0)
        {
            throw new TrainingException("Name the data set to learn from with --data; './voxpilot world generate' makes one.");
        }
        IDriveDataset data = DatasetUnion.Of([.. record.Data.Select(folder => Dataset(folder, Population.Train, own: true)!)]);
        return StageKind.Of(record.Stage).Open(
            new()
            {
                Data = record.Limit is { } limit ? DatasetSubset.Spread(data, limit) : data,
                Validation = Validation(record),
                From = ModelPack.Open(record.From),
                Preset = record.Preset,
                Training = record.Training,
                Teacher = record.Teacher,
                PlugIn = record.PlugIn is { } plugIn ? ModelPack.Open(plugIn) : null,
                Questions = record.Questions,
                Settings = record.Settings,
                Augmented = record.Augmented,
                Device = record.Device,
                Command = record.Command,
                Preparing = preparing,
                Cancellation = cancellation,
            },
            folder);
    }

    private static IDriveDataset? Validation(RunRecord record)
    {
        if (record.Validation is { } folder)
        {
            return Dataset(folder, Population.Val, own: true);
        }
        IDriveDataset[] splits = [.. record.Data.Select(data => Dataset(data, Population.Val, own: false)).OfType<IDriveDataset>()];
        return splits.Length > 0 ? DatasetUnion.Of(splits) : null;
    }

    // Of a recorded nuScenes set the split; of any other all, which for validation must be a set of its own.
    private static IDriveDataset? Dataset(string folder, string split, bool own)
    {
        NuScenesDataset dataset = NuScenesDataset.Open(folder);
        return Population.HasBoth(dataset) ? new DatasetSubset(dataset, $"{dataset.Name} ({split})", [.. Population.Of(dataset, split)])
            : own ? dataset
            : null;
    }
}
