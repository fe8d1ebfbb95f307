namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>
/// Writes the tables of a nuScenes v1.0 folder, row by row, so that nuscenes-devkit opens it. Categories, attributes, visibility levels
/// and sensors are nuScenes' own (<see cref="NuScenesVocabulary"/>) and written by itself. The version's folder appears with
/// <see cref="Complete"/>; without it nothing is left behind.
/// </summary>
public sealed class NuScenesTablesWriter : IDisposable
{
    /// <summary>Ends the name of a folder of tables that are still being written.</summary>
    internal const string Unfinished = ".unfinished";

    private readonly string root;
    private readonly string finished;
    private readonly string unfinished;
    private readonly Dictionary<Type, TableFileWriter> tables = [];
    private readonly List<(Token Sample, Command Command)> commands = [];
    private bool complete;

    /// <summary>Begins a set of tables.</summary>
    /// <param name="folder">The data set's folder.</param>
    /// <param name="version">Name of the tables' folder: v1.0-trainval, v1.0-mini …</param>
    public NuScenesTablesWriter(string folder, string version = "v1.0-trainval")
    {
        root = Path.GetFullPath(folder);
        finished = Path.Combine(root, version);
        unfinished = finished + Unfinished;
        Remove(unfinished);
        Directory.CreateDirectory(unfinished);
        foreach ((Type row, string name) in TableNames.All)
        {
            tables.Add(row, new(Path.Combine(unfinished, name + ".json")));
        }
        AddAll(NuScenesVocabulary.Categories);
        AddAll(NuScenesVocabulary.Attributes);
        AddAll(NuScenesVocabulary.Visibilities);
        AddAll(NuScenesVocabulary.Sensors);
    }

    /// <summary>Writes a row of a sensor's mounting.</summary>
    public void Add(CalibratedSensorRow row) => Write(row);

    /// <summary>Writes a row of the car's pose.</summary>
    public void Add(EgoPoseRow row) => Write(row);

    /// <summary>Writes a row of a thing.</summary>
    public void Add(InstanceRow row) => Write(row);

    /// <summary>Writes a row of a drive.</summary>
    public void Add(LogRow row) => Write(row);

    /// <summary>Writes a row of a key frame.</summary>
    public void Add(SampleRow row) => Write(row);

    /// <summary>Writes a row of a box.</summary>
    public void Add(SampleAnnotationRow row) => Write(row);

    /// <summary>Writes a row of a sensor's file.</summary>
    public void Add(SampleDataRow row) => Write(row);

    /// <summary>Writes a row of a scene.</summary>
    public void Add(SceneRow row) => Write(row);

    /// <summary>Writes the mask of a map to <c>maps/</c> and its row; the devkit opens no data set without it.</summary>
    /// <param name="token">Key of the map; also the file's name.</param>
    /// <param name="logs">Logs recorded on it.</param>
    /// <param name="png">The mask: white where a car may drive, one pixel per 0.1 m.</param>
    public void AddMap(Token token, IReadOnlyList<Token> logs, ReadOnlySpan<byte> png)
    {
        string filename = $"maps/{token}.png";
        Directory.CreateDirectory(Path.Combine(root, "maps"));
        File.WriteAllBytes(Path.Combine(root, filename), png);
        Write(new MapRow { Category = "semantic_prior", Token = token, Filename = filename, LogTokens = logs });
    }

    /// <summary>
    /// Notes what the route asks for at a key frame. nuScenes has no such table: it goes to <c>commands.json</c> beside the tables, which other
    /// readers do not look for.
    /// </summary>
    public void AddCommand(Token sample, Command command) => commands.Add((sample, command));

    /// <summary>Ends all tables and puts them in place of those that were there before.</summary>
    public void Complete()
    {
        Close();
        if (commands.Count > 0)
        {
            RouteCommands.Write(Path.Combine(unfinished, RouteCommands.FileName), commands);
        }
        Remove(finished);
        Directory.Move(unfinished, finished);
        complete = true;
    }

    /// <summary>Removes what was not completed.</summary>
    public void Dispose()
    {
        Close();
        if (!complete)
        {
            Remove(unfinished);
        }
    }

    private void AddAll<TRow>(IEnumerable<TRow> rows)
    {
        foreach (TRow row in rows)
        {
            Write(row);
        }
    }

    private void Write<TRow>(TRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        tables[typeof(TRow)].Write(row);
    }

    private void Close()
    {
        foreach (TableFileWriter table in tables.Values)
        {
            table.Dispose();
        }
        tables.Clear();
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
