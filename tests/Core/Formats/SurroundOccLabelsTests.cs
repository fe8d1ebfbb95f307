using VoxPilot.Core.Formats;

namespace VoxPilot.Core.Tests.Formats;

public sealed class SurroundOccLabelsTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Labels_read_back_as_they_were_written()
    {
        byte[] labels = new byte[SurroundOccLabels.Grid.Count];
        labels.AsSpan().Fill((byte)OccupancyClass.Free);
        labels[SurroundOccLabels.Grid.Index(0, 0, 0)] = 0;
        labels[SurroundOccLabels.Grid.Index(199, 3, 15)] = 16;
        SurroundOccLabels.Write(path, new(SurroundOccLabels.Grid, labels));
        Assert.Equal(labels, SurroundOccLabels.Read(path).Labels.ToArray());
        NpyArray rows = NpyFile.Read(path);
        Assert.Equal([2, 4], rows.Shape);
        Assert.Equal([0, 0, 0, 0, 199, 3, 15, 16], rows.ToInt64s());
    }

    [Fact]
    public void A_voxel_lies_where_surroundocc_puts_it()
    {
        Assert.True(SurroundOccLabels.Grid.TryLocate(new(-49.9, 0.1, 2.9), out int x, out int y, out int z));
        Assert.Equal((0, 100, 15), (x, y, z));
    }

    [Theory]
    [InlineData(200, 0, 0, 1)]
    [InlineData(0, -1, 0, 1)]
    [InlineData(0, 0, 16, 1)]
    [InlineData(0, 0, 0, 17)]
    public void What_is_out_of_range_is_refused(int x, int y, int z, int label)
    {
        NpyFile.Write(path, NpyArray.Of([x, y, z, label], 1, 4));
        Assert.Contains("row 0", Assert.Throws<InvalidDataException>(() => SurroundOccLabels.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_shape_is_refused()
    {
        NpyFile.Write(path, NpyArray.Of([1, 2, 3], 1, 3));
        Assert.Contains("(N, 4)", Assert.Throws<InvalidDataException>(() => SurroundOccLabels.Read(path)).Message, StringComparison.Ordinal);
    }
}
