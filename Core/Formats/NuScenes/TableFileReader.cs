using System.Text.Json;

using VoxPilot.Core.Datasets;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>Reads one table row after row; however long the table, no more than a buffer of it is in memory.</summary>
internal sealed class TableFileReader<TRow> : IDisposable where TRow : class
{
    private const int FirstBuffer = 1 << 18;
    private const int LargestRow = 1 << 26;

    private readonly FileStream stream;
    private readonly string name;
    private byte[] buffer = new byte[FirstBuffer];
    private int start;
    private int end;
    private bool final;
    private bool inside;
    private JsonReaderState state;

    /// <summary>Opens the table of <typeparamref name="TRow"/> in a folder of tables.</summary>
    /// <exception cref="DatasetException">It is absent.</exception>
    public TableFileReader(string tables)
    {
        name = $"{Path.GetFileName(tables)}/{TableNames.Of(typeof(TRow))}.json";
        string path = Path.Combine(tables, TableNames.Of(typeof(TRow)) + ".json");
        stream = File.Exists(path)
            ? new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan)
            : throw new DatasetException($"The table {name} is absent; nuScenes v1.0 has {TableNames.All.Count} tables.", name);
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
            while (true)
            {
                Utf8JsonReader reader = new(buffer.AsSpan(start, end - start), final, state);
                if (!reader.Read())
                {
                    Refill();
                    continue;
                }
                if (!inside)
                {
                    inside = reader.TokenType == JsonTokenType.StartArray ? true : throw new JsonException("A list of rows was expected.");
                    Accept(ref reader);
                    continue;
                }
                if (reader.TokenType == JsonTokenType.EndArray)
                {
                    return null;
                }
                int first = (int)reader.TokenStartIndex;
                if (!reader.TrySkip())
                {
                    Refill();
                    continue;
                }
                ReadOnlySpan<byte> row = buffer.AsSpan(start + first, (int)reader.BytesConsumed - first);
                TRow value = JsonSerializer.Deserialize(row, TableJson.Of<TRow>()) ?? throw new JsonException("A row is null.");
                Accept(ref reader);
                Rows++;
                return value;
            }
        }
        catch (JsonException e)
        {
            throw new DatasetException($"{name}: row {Rows} cannot be read: {e.Message}", name, inner: e);
        }
    }

    public void Dispose() => stream.Dispose();

    private void Accept(ref Utf8JsonReader reader)
    {
        state = reader.CurrentState;
        start += (int)reader.BytesConsumed;
    }

    private void Refill()
    {
        if (final)
        {
            throw new JsonException("The file ends too early.");
        }
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
        {
            if (buffer.Length >= LargestRow)
            {
                throw new JsonException($"It is longer than {LargestRow} bytes.");
            }
            Array.Resize(ref buffer, 2 * buffer.Length);
        }
        int read = stream.Read(buffer, end, buffer.Length - end);
        final = read == 0;
        end += read;
    }
}
