using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets.Checking;

/// <summary>Reads all tables once, row by row, and checks every token, chain, quaternion, size and name.</summary>
internal sealed class TableCheck(string tables, ProblemList problems)
{
    private const double QuaternionTolerance = 1e-3;

    private readonly Dictionary<Token, ChainLink> samples = [];
    private readonly Dictionary<Token, ChainLink> annotations = [];
    private readonly Tally rows = new();

    public IReadOnlyDictionary<string, long> Rows => rows.Counts;

    public Tally Sensors { get; } = new();

    public Tally ImageSizes { get; } = new();

    public Tally Categories { get; } = new();

    public Tally Locations { get; } = new();

    /// <summary>Names of scenes by token.</summary>
    public Dictionary<Token, string> Scenes { get; } = [];

    /// <summary>Samples: their chain's owner is the scene.</summary>
    public IReadOnlyDictionary<Token, ChainLink> Samples => samples;

    /// <summary>Masks of maps.</summary>
    public List<string> Masks { get; } = [];

    /// <summary>Reads everything; hands on each file of a sensor.</summary>
    public void Run(Action<SensorFile> file)
    {
        Dictionary<Token, string> logs = CheckLogs();
        List<SceneRow> scenes = CheckSamples(logs);
        CheckSensors(file);
        CheckAnnotations();
        Dictionary<Token, long> members = Members(samples);
        foreach (SceneRow scene in scenes)
        {
            ChainCheck.Ends($"scene {scene.Token}", scene.Token, scene.NbrSamples, members.GetValueOrDefault(scene.Token), scene.FirstSampleToken, scene.LastSampleToken, samples, problems);
        }
    }

    private Dictionary<Token, string> CheckLogs()
    {
        Dictionary<Token, string> logs = [];
        foreach (LogRow row in Read<LogRow>())
        {
            Add(logs, row.Token, row.Location, "log");
        }
        HashSet<Token> mapped = [];
        foreach (MapRow row in Read<MapRow>())
        {
            Masks.Add(row.Filename);
            foreach (Token log in row.LogTokens)
            {
                mapped.Add(log);
                Require(logs, log, $"map {row.Token}", "log_tokens");
            }
        }
        foreach (Token log in logs.Keys.Where(log => !mapped.Contains(log)))
        {
            problems.Add(DatasetProblemKind.DanglingToken, $"log {log}", "no map names it; nuscenes-devkit needs one for each log.");
        }
        return logs;
    }

    private List<SceneRow> CheckSamples(Dictionary<Token, string> logs)
    {
        List<SceneRow> scenes = [];
        foreach (SceneRow row in Read<SceneRow>())
        {
            scenes.Add(row);
            Add(Scenes, row.Token, row.Name, "scene");
            Locations.Add(Require(logs, row.LogToken, $"scene {row.Token}", "log_token") ? logs[row.LogToken] : "?");
        }
        foreach (SampleRow row in Read<SampleRow>())
        {
            Require(Scenes, row.SceneToken, $"sample {row.Token}", "scene_token", row.Token);
            Add(samples, row.Token, new(row.Prev, row.Next, row.SceneToken, row.Timestamp), "sample");
        }
        ChainCheck.Run("sample", samples, problems);
        return scenes;
    }

    private void CheckSensors(Action<SensorFile> file)
    {
        Dictionary<Token, SensorRow> sensors = [];
        foreach (SensorRow row in Read<SensorRow>())
        {
            Add(sensors, row.Token, row, "sensor");
        }
        Dictionary<Token, SensorRow> mounted = [];
        foreach (CalibratedSensorRow row in Read<CalibratedSensorRow>())
        {
            string where = $"calibrated_sensor {row.Token}";
            CheckRotation(row.Rotation, where);
            if (Require(sensors, row.SensorToken, where, "sensor_token"))
            {
                Add(mounted, row.Token, sensors[row.SensorToken], "calibrated_sensor");
            }
        }
        HashSet<Token> poses = [];
        foreach (EgoPoseRow row in Read<EgoPoseRow>())
        {
            CheckRotation(row.Rotation, $"ego_pose {row.Token}");
            if (!poses.Add(row.Token))
            {
                problems.Add(DatasetProblemKind.DoubleToken, $"ego_pose {row.Token}", "two rows have this token.");
            }
        }

        string[] channels = [.. mounted.Values.Select(sensor => sensor.Channel).Distinct().Order(StringComparer.Ordinal)];
        Dictionary<Token, ulong> seen = [];
        Dictionary<Token, ChainLink> links = [];
        foreach (SampleDataRow row in Read<SampleDataRow>())
        {
            string where = $"sample_data {row.Token}";
            Require(samples, row.SampleToken, where, "sample_token", row.SampleToken);
            if (!poses.Contains(row.EgoPoseToken))
            {
                problems.Add(DatasetProblemKind.DanglingToken, where, $"ego_pose_token '{row.EgoPoseToken}' is in no row of ego_pose.", row.SampleToken.ToString());
            }
            if (!Require(mounted, row.CalibratedSensorToken, where, "calibrated_sensor_token", row.SampleToken))
            {
                continue;
            }
            SensorRow sensor = mounted[row.CalibratedSensorToken];
            // A sensor's chain runs through one scene; where the sample dangles, its own token stands for the scene.
            Token scene = samples.TryGetValue(row.SampleToken, out ChainLink sample) ? sample.Owner : row.SampleToken;
            Add(links, row.Token, new(row.Prev, row.Next, new(scene.Value ^ sensor.Token.Value), row.Timestamp), "sample_data");
            if (row.IsKeyFrame)
            {
                Sensors.Add(sensor.Channel);
                seen[row.SampleToken] = seen.GetValueOrDefault(row.SampleToken) | 1UL << Array.IndexOf(channels, sensor.Channel);
                if (sensor.Modality == "camera")
                {
                    ImageSizes.Add($"{row.Width}×{row.Height}");
                }
            }
            file(new(row.SampleToken, sensor.Channel, sensor.Modality, row.Filename, row.Width, row.Height, row.IsKeyFrame));
        }
        ChainCheck.Run("sample_data", links, problems);
        for (int i = 0; i < channels.Length; i++)
        {
            if (Sensors.Counts.ContainsKey(channels[i]))
            {
                foreach (Token token in samples.Keys.Where(token => (seen.GetValueOrDefault(token) >> i & 1) == 0))
                {
                    problems.Add(DatasetProblemKind.MissingSensor, $"sample {token}", $"there is no key frame of {channels[i]}.", token.ToString());
                }
            }
        }
    }

    private void CheckAnnotations()
    {
        Dictionary<Token, string> categories = Names<CategoryRow>("category", row => row.Token, row => row.Name, NuScenesVocabulary.Categories.Select(row => row.Name));
        Dictionary<Token, string> attributes = Names<AttributeRow>("attribute", row => row.Token, row => row.Name, NuScenesVocabulary.Attributes.Select(row => row.Name));
        HashSet<string> visibilities = [.. Read<VisibilityRow>().Select(row => row.Token)];
        List<InstanceRow> instances = [];
        Dictionary<Token, string> kindOf = [];
        foreach (InstanceRow row in Read<InstanceRow>())
        {
            instances.Add(row);
            Add(kindOf, row.Token, Require(categories, row.CategoryToken, $"instance {row.Token}", "category_token") ? categories[row.CategoryToken] : "?", "instance");
        }
        foreach (SampleAnnotationRow row in Read<SampleAnnotationRow>())
        {
            string where = $"sample_annotation {row.Token}", sample = row.SampleToken.ToString();
            Require(samples, row.SampleToken, where, "sample_token", row.SampleToken);
            Categories.Add(Require(kindOf, row.InstanceToken, where, "instance_token", row.SampleToken) ? kindOf[row.InstanceToken] : "?");
            foreach (Token attribute in row.AttributeTokens)
            {
                Require(attributes, attribute, where, "attribute_tokens", row.SampleToken);
            }
            if (row.VisibilityToken.Length > 0 && !visibilities.Contains(row.VisibilityToken))
            {
                problems.Add(DatasetProblemKind.UnknownName, where, $"visibility_token '{row.VisibilityToken}' is in no row of visibility.", sample);
            }
            CheckRotation(row.Rotation, where, sample);
            if (!(row.Size.X > 0 && row.Size.Y > 0 && row.Size.Z > 0 && row.Size.IsFinite))
            {
                problems.Add(DatasetProblemKind.BoxSize, where, $"size is ({row.Size.X}, {row.Size.Y}, {row.Size.Z}); width, length and height must be positive.", sample);
            }
            Add(annotations, row.Token, new(row.Prev, row.Next, row.InstanceToken, samples.TryGetValue(row.SampleToken, out ChainLink link) ? link.Timestamp : 0), "sample_annotation");
        }
        ChainCheck.Run("sample_annotation", annotations, problems);
        Dictionary<Token, long> members = Members(annotations);
        foreach (InstanceRow row in instances)
        {
            ChainCheck.Ends(
                $"instance {row.Token}", row.Token, row.NbrAnnotations, members.GetValueOrDefault(row.Token), row.FirstAnnotationToken, row.LastAnnotationToken, annotations, problems);
        }
    }

    private Dictionary<Token, string> Names<TRow>(string table, Func<TRow, Token> token, Func<TRow, string> name, IEnumerable<string> known) where TRow : class
    {
        Dictionary<Token, string> names = [];
        HashSet<string> vocabulary = [.. known];
        foreach (TRow row in Read<TRow>())
        {
            Add(names, token(row), name(row), table);
            if (!vocabulary.Contains(name(row)))
            {
                problems.Add(DatasetProblemKind.UnknownName, $"{table} {token(row)}", $"nuScenes has no {table} '{name(row)}'.");
            }
        }
        return names;
    }

    private IEnumerable<TRow> Read<TRow>() where TRow : class
    {
        string table = TableNames.Of(typeof(TRow));
        rows.Add(table, 0);
        using TableFileReader<TRow>? reader = Try(() => new TableFileReader<TRow>(tables));
        while (Try(() => reader?.Read()) is TRow row)
        {
            rows.Add(table);
            yield return row;
        }
    }

    // What is wrong with a table is a finding; what can still be checked goes on.
    private T? Try<T>(Func<T?> read) where T : class
    {
        try
        {
            return read();
        }
        catch (DatasetException e)
        {
            problems.Add(DatasetProblemKind.Table, e.File, e.Message);
            return null;
        }
    }

    private void CheckRotation(Rotation rotation, string where, string? sample = null)
    {
        if (!(Math.Abs(rotation.Norm - 1) < QuaternionTolerance))
        {
            problems.Add(DatasetProblemKind.Quaternion, where, $"the quaternion's length is {rotation.Norm}; 1 was expected.", sample);
        }
    }

    private bool Require<TValue>(Dictionary<Token, TValue> table, Token token, string where, string field, Token sample = default)
    {
        bool there = table.ContainsKey(token);
        if (!there)
        {
            problems.Add(DatasetProblemKind.DanglingToken, where, $"{field} '{token}' is in no row of its table.", sample.IsNone ? null : sample.ToString());
        }
        return there;
    }

    private void Add<TValue>(Dictionary<Token, TValue> table, Token token, TValue value, string name)
    {
        if (!table.TryAdd(token, value))
        {
            problems.Add(DatasetProblemKind.DoubleToken, $"{name} {token}", "two rows have this token.");
        }
    }

    private static Dictionary<Token, long> Members(Dictionary<Token, ChainLink> links)
    {
        Dictionary<Token, long> members = [];
        foreach (ChainLink link in links.Values)
        {
            members[link.Owner] = members.GetValueOrDefault(link.Owner) + 1;
        }
        return members;
    }
}
