using System.Text;

using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Tests.Formats.NuScenes;

public sealed class TableFileReaderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-table-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(10)]
    [InlineData(100_000)] // rows straddle the buffer's end
    [InlineData(400_000)] // a row is longer than the first buffer
    public void Rows_of_any_length_are_read(int length)
    {
        LogRow[] rows = [.. Enumerable.Range(0, 9).Select(i => Log(i, length + i))];
        Write($"[{string.Join(" ,\n\n", rows.Select(Json))}]");
        Assert.Equal(rows, TableFileReader<LogRow>.ReadAll(folder));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(" [\n]\n ")]
    public void A_table_may_be_empty(string text)
    {
        Write(text);
        Assert.Empty(TableFileReader<LogRow>.ReadAll(folder));
    }

    [Theory]
    [InlineData("", "row 0")]
    [InlineData("[", "row 0")]
    [InlineData("{}", "list of rows")]
    [InlineData("[1]", "row 0")]
    [InlineData("[null]", "row 0")]
    [InlineData("[{}]", "token")]
    [InlineData("[{\"token\": \"xyz\"}]", "32 hexadecimal digits")]
    [InlineData("[@]", "row 0")]
    public void A_damaged_table_names_itself_and_the_fault(string text, string fault)
    {
        Write(text);
        DatasetException found = Assert.Throws<DatasetException>(() => TableFileReader<LogRow>.ReadAll(folder).ToList());
        Assert.Contains(fault, found.Message, StringComparison.Ordinal);
        Assert.EndsWith("log.json", found.File, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_is_cut_off_names_the_row()
    {
        string text = $"[{Json(Log(0, 10))},{Json(Log(1, 10))},{Json(Log(2, 10))}]";
        Write(text[..^20]);
        Assert.Contains("row 2", Assert.Throws<DatasetException>(() => TableFileReader<LogRow>.ReadAll(folder).ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_table_is_named() =>
        Assert.Contains("log.json is absent", Assert.Throws<DatasetException>(() => TableFileReader<LogRow>.ReadAll(folder).ToList()).Message, StringComparison.Ordinal);

    private static LogRow Log(int i, int length) =>
        new() { Token = Token.Of($"log {i}"), Logfile = new((char)('a' + i), length), Vehicle = "ü \"}{", DateCaptured = "2026-01-02", Location = "here" };

    private static string Json(LogRow row) => System.Text.Json.JsonSerializer.Serialize(row, TableJson.Of<LogRow>());

    private void Write(string text) => File.WriteAllText(Path.Combine(folder, "log.json"), text, new UTF8Encoding(false));
}
