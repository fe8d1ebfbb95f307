using VoxPilot.Core.Formats;

namespace VoxPilot.Core.Tests.Formats;

public sealed class DenseViewsTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".npz");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void What_is_written_is_read()
    {
        DenseViews views = new(2, 3, 4, [.. Enumerable.Range(0, 24).Select(i => (ushort)(37 * i))], [.. Enumerable.Range(0, 24).Select(i => (byte)(i % 18))]);
        using (FileStream stream = File.Create(path))
        {
            views.Write(stream);
        }
        DenseViews read = DenseViews.Read(path);
        Assert.Equal((2, 3, 4), (read.Cameras, read.Height, read.Width));
        Assert.Equal(views.Centimetres, read.Centimetres);
        Assert.Equal(views.Classes, read.Classes);
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(float.PositiveInfinity, 0)]
    [InlineData(12.344f, 1234)]
    [InlineData(655.35f, 65535)]
    [InlineData(700f, 0)]
    public void Depths_are_kept_to_the_centimetre(float metres, int centimetres) => Assert.Equal(centimetres, DenseViews.ToCentimetres(metres));

    [Fact]
    public void A_file_with_other_shapes_or_labels_is_refused_by_name()
    {
        Write(NpyArray.Of(new ushort[6], 1, 2, 3), NpyArray.Of(new byte[6], 1, 3, 2));
        Assert.Contains("(1, 2, 3) and (1, 3, 2)", Assert.Throws<InvalidDataException>(() => DenseViews.Read(path)).Message);
        Write(NpyArray.Of(new ushort[6], 1, 2, 3), NpyArray.Of(new byte[] { 0, 1, 2, 3, 4, 18 }, 1, 2, 3));
        Assert.Contains("label above 17", Assert.Throws<InvalidDataException>(() => DenseViews.Read(path)).Message);
        Write(NpyArray.Of(new float[6], 1, 2, 3), NpyArray.Of(new byte[6], 1, 2, 3));
        Assert.Contains("UInt16 was expected", Assert.Throws<InvalidDataException>(() => DenseViews.Read(path)).Message);
    }

    private void Write(NpyArray depth, NpyArray classes) => NpzFile.Write(path, [new("depth", depth), new("classes", classes)]);
}
