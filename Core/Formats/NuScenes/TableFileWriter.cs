using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>Writes one table: a JSON array with one row per line.</summary>
internal sealed class TableFileWriter : IDisposable
{
    private readonly FileStream file;
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter json;
    private bool any;

    public TableFileWriter(string path)
    {
        file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        json = new(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }); // file names hold a plus sign; nothing here meets HTML
    }

    public void Write<TRow>(TRow row)
    {
        file.Write(any ? ",\n"u8 : "[\n"u8);
        any = true;
        buffer.ResetWrittenCount();
        json.Reset(buffer);
        JsonSerializer.Serialize(json, row, TableJson.Of<TRow>());
        json.Flush();
        file.Write(buffer.WrittenSpan);
    }

    public void Dispose()
    {
        file.Write(any ? "\n]\n"u8 : "[]\n"u8);
        json.Dispose();
        file.Dispose();
    }
}
