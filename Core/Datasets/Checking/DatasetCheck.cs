using VoxPilot.Core.Datasets.NuScenes;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Datasets.Checking;

/// <summary>Walks through a data set's folder: what is in it, and what is wrong with it.</summary>
public static class DatasetCheck
{
    private const int BatchSize = 4096; // files that are held until they are checked together

    /// <summary>Checks a folder.</summary>
    /// <param name="path">The data set's folder.</param>
    /// <param name="options">How thoroughly; null: tables, and files' presence.</param>
    /// <param name="cancel">Stops the check.</param>
    /// <exception cref="DatasetException">It holds no nuScenes tables.</exception>
    public static DatasetReport Run(string path, DatasetCheckOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new();
        DatasetFolder folder = new(path);
        string tables = folder.Tables(options.Version);
        ProblemList problems = new(options.MaximumExamples);
        List<string> notes = [];
        ParallelOptions parallel = new() { CancellationToken = cancel, MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : Environment.ProcessorCount };
        using FileCheck files = new(folder, options.Deep, problems);

        bool sweeps = Directory.Exists(Path.Combine(folder.Root, "sweeps"));
        TableCheck table = new(tables, problems);
        List<SensorFile> batch = new(BatchSize);
        long skipped = 0;
        table.Run(file =>
        {
            if (!file.IsKeyFrame && !sweeps)
            {
                skipped++;
                return;
            }
            batch.Add(file);
            if (batch.Count == BatchSize)
            {
                Parallel.ForEach(batch, parallel, files.Sensor);
                batch.Clear();
            }
        });
        Parallel.ForEach(batch, parallel, files.Sensor);
        if (skipped > 0)
        {
            notes.Add($"There is no folder sweeps/; {skipped} files between key frames were not looked for.");
        }
        table.Masks.ForEach(files.Mask);

        long occupancy = CountSamples(folder, "gts", table, parallel, files.Occupancy);
        if (occupancy < 0)
        {
            notes.Add("There is no occupancy (folder gts/).");
        }
        long dense = CountSamples(folder, "dense", table, parallel, files.Dense);
        Tally questions = CheckQuestions(folder, table, files, parallel, problems);
        long commands = CheckCommands(tables, table, problems);
        return new()
        {
            Folder = folder.Root,
            Version = Path.GetFileName(tables),
            Deep = options.Deep,
            Rows = table.Rows,
            Sensors = table.Sensors.Counts,
            ImageSizes = table.ImageSizes.Counts,
            Categories = table.Categories.Counts,
            Locations = table.Locations.Counts,
            Occupancy = Math.Max(0, occupancy),
            Dense = Math.Max(0, dense),
            Questions = questions.Counts,
            CanBusScenes = table.Scenes.Values.Count(files.CanBus),
            Maps = table.Locations.Counts.Keys.Count(files.Map),
            Commands = commands,
            Seconds = table.Samples.Values.GroupBy(link => link.Owner).Sum(scene => 1e-6 * (scene.Max(link => link.Timestamp) - scene.Min(link => link.Timestamp))),
            First = table.Samples.Count > 0 ? Time(table.Samples.Values.Min(link => link.Timestamp)) : null,
            Last = table.Samples.Count > 0 ? Time(table.Samples.Values.Max(link => link.Timestamp)) : null,
            Notes = notes,
            ProblemCounts = problems.Counts,
            Problems = problems.Kept,
        };
    }

    // Samples that have a sound file of a kind; −1 where the data set has none of the kind.
    private static long CountSamples(DatasetFolder folder, string kind, TableCheck table, ParallelOptions parallel, Func<string, Token, bool> check)
    {
        if (!Directory.Exists(Path.Combine(folder.Root, kind)))
        {
            return -1;
        }
        long count = 0;
        Parallel.ForEach(table.Samples, parallel, sample =>
        {
            if (table.Scenes.TryGetValue(sample.Value.Owner, out string? scene) && check(scene, sample.Key))
            {
                Interlocked.Increment(ref count);
            }
        });
        return count;
    }

    private static Tally CheckQuestions(DatasetFolder folder, TableCheck table, FileCheck files, ParallelOptions parallel, ProblemList problems)
    {
        Tally found = new();
        HashSet<Token> asked = [];
        foreach (string group in OmniDriveFolder.Groups)
        {
            string path = Path.Combine(folder.Root, group);
            if (!Directory.Exists(path))
            {
                continue;
            }
            foreach (string file in Directory.EnumerateFiles(path, "*.json", SearchOption.AllDirectories))
            {
                found.Add(group);
                if (Token.TryParse(Path.GetFileNameWithoutExtension(file), out Token sample) && table.Samples.ContainsKey(sample))
                {
                    asked.Add(sample);
                }
                else
                {
                    problems.Add(DatasetProblemKind.DanglingToken, Path.GetRelativePath(folder.Root, file), "the file's name is no token of a sample.");
                }
            }
        }
        OmniDriveFolder questions = new(folder.Root);
        Parallel.ForEach(asked, parallel, sample => files.Questions(questions, sample));
        return found;
    }

    private static long CheckCommands(string tables, TableCheck table, ProblemList problems)
    {
        string where = $"{Path.GetFileName(tables)}/{RouteCommands.FileName}";
        try
        {
            Dictionary<Token, Command> commands = RouteCommands.Read(Path.Combine(tables, RouteCommands.FileName));
            foreach (Token sample in commands.Keys.Where(sample => !table.Samples.ContainsKey(sample)))
            {
                problems.Add(DatasetProblemKind.DanglingToken, where, $"'{sample}' is in no row of sample.");
            }
            return commands.Count;
        }
        catch (InvalidDataException e)
        {
            problems.Add(DatasetProblemKind.DamagedFile, where, e.Message);
            return 0;
        }
    }

    private static DateTimeOffset Time(long microseconds) => DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);
}
