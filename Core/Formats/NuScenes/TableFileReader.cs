using System.Text.Json;

using VoxPilot.Core.Datasets;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>Reads one table row after row; however long the table, no more than a buffer of it is in memory.</summary>
internal sealed class TableFileReader<TRow> : IDisposable where TRow : class
{
    private readonly FileStream stream;
    private readonly JsonPartStream parts;
    private readonly string name;
    private bool inside;
    private bool ended;

    /// <summary>Opens the table of <typeparamref name="TRow"/> in a folder of tables.</summary>
    /// <exception cref="DatasetException">It is absent.</exception>
    public TableFileReader(string tables)
    {
        name = $"{Path.GetFileName(tables)}/{TableNames.Of(typeof(TRow))}.json";
        string path = Path.Combine(tables, TableNames.Of(typeof(TRow)) + ".json");
        stream = File.Exists(path)
            ? new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan)
            : throw new DatasetException($"The table {name} is absent; nuScenes v1.0 has {TableNames.All.Count} tables.", name);
        parts = new(stream);
    }

    /// <summary>Rows read so far.</summary>
    public long Rows { get; private set; }

    /// <summary>All rows of a table.</summary>
    /// <exception cref="DatasetException">The table is absent or damaged; the message names it and the row.</exception>
    public static IEnumerable<TRow> ReadAll(string tables)
    {
        using TableFileReader<TRow> reader = new(tables);
        while (reader.Read() is TRow row)
        {
            yield return row;
        }
    }

    /// <summary>The next row; null after the last.</summary>
    /// <exception cref="DatasetException">The table is damaged; the message names it and the row.</exception>
    public TRow? Read()
    {
        try
        {
            if (ended)
            {
                return null;
            }
            inside = inside || parts.Take<bool>(TryBegin);
            TRow? row = parts.Take<TRow?>(TryRow);
            ended = row is null;
            Rows += ended ? 0 : 1;
            return row;
        }
        catch (JsonException e)
        {
            throw new DatasetException($"{name}: row {Rows} cannot be read: {e.Message}", name, inner: e);
        }
    }

    public void Dispose() => stream.Dispose();

    private static bool TryBegin(ref Utf8JsonReader reader, out bool begun)
    {
        begun = reader.Read();
        return !begun || reader.TokenType == JsonTokenType.StartArray ? begun : throw new JsonException("A list of rows was expected.");
    }

    // Null at the list's end.
    private static bool TryRow(ref Utf8JsonReader reader, out TRow? row)
    {
        row = null;
        if (!reader.Read())
        {
            return false;
        }
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return true;
        }
        Utf8JsonReader ahead = reader;
        if (!ahead.TrySkip())
        {
            return false;
        }
        row = JsonSerializer.Deserialize(ref reader, TableJson.Of<TRow>()) ?? throw new JsonException("A row is null.");
        return true;
    }
}
