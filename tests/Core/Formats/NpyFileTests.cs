using System.Text;

using VoxPilot.Core.Formats;

namespace VoxPilot.Core.Tests.Formats;

public sealed class NpyFileTests
{
    [Fact]
    public void Every_element_type_comes_back()
    {
        Same(NpyArray.Of([true, false, true, true], 2, 2));
        Same(NpyArray.Of(new byte[] { 0, 255, 7 }, 3));
        Same(NpyArray.Of(new sbyte[] { -128, 127 }, 2, 1));
        Same(NpyArray.Of(new short[] { -3, 3 }));
        Same(NpyArray.Of(new ushort[] { 65535, 3 }));
        Same(NpyArray.Of([int.MinValue, int.MaxValue]));
        Same(NpyArray.Of([long.MinValue, long.MaxValue]));
        Same(NpyArray.Of([(Half)0.5, Half.NaN]));
        Same(NpyArray.Of([1.5f, float.NaN, float.NegativeInfinity], 1, 3));
        Same(NpyArray.Of(new[] { Math.PI }));
        Same(NpyArray.Of(Array.Empty<float>(), 0, 4));
    }

    [Fact]
    public void The_bytes_are_those_that_numpy_writes()
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, NpyArray.Of(new float[] { 1, 2, 3, 4, 5, 6 }, 2, 3));
        byte[] file = stream.ToArray();
        string header = Encoding.ASCII.GetString(file, 10, file.Length - 10 - 24);
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], file[..8]);
        Assert.Equal(128, 10 + header.Length);
        Assert.Equal("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", header.TrimEnd());
        Assert.EndsWith("\n", header, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_converted_on_request_only()
    {
        NpyArray signed = NpyArray.Of(new short[] { -3, 3 }), flags = NpyArray.Of([true, false]), small = NpyArray.Of(new sbyte[] { -1 });
        Assert.Equal([-3L, 3L], signed.ToInt64s());
        Assert.Equal([1f, 0f], flags.ToSingles());
        Assert.Equal([-1.0], small.ToDoubles());
        Assert.Throws<InvalidDataException>(() => signed.As<ushort>());
        Assert.Throws<InvalidDataException>(() => small.As<byte>());
        Assert.Throws<InvalidDataException>(() => NpyArray.Of([1f, 2f]).ToInt64s());
    }

    [Theory]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", "'>f4' are not read")]
    [InlineData("{'descr': '<U4', 'fortran_order': False, 'shape': (1,), }", "'<U4' are not read")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1), }", "Fortran order")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", "structured")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", "shape")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999, 99999), }", "too large")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, }", "no 'shape'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "ends too early")]
    [InlineData("{'descr': '|b1', 'fortran_order': False, 'shape': (1,), }", "boolean")]
    public void What_cannot_be_read_is_named(string header, string fault)
    {
        byte[] file = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), 9, 0, 0, 0];
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => NpyFile.Read(new MemoryStream(file), "points"));
        Assert.StartsWith("points: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(fault, e.Message, StringComparison.Ordinal);
    }

    private static void Same(NpyArray array)
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, array);
        stream.Position = 0;
        NpyArray read = NpyFile.Read(stream, "array");
        Assert.Equal(array.Type, read.Type);
        Assert.Equal(array.Shape, read.Shape);
        Assert.Equal(array.Values, read.Values);
    }
}
