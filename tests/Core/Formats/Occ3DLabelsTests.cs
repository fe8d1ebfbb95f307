using VoxPilot.Core.Formats;

namespace VoxPilot.Core.Tests.Formats;

public sealed class Occ3DLabelsTests
{
    private static readonly int[] Shape = [200, 200, 16];

    [Fact]
    public void Labels_and_masks_come_back()
    {
        byte[] labels = new byte[640_000], mask = new byte[640_000];
        Array.Fill(labels, (byte)17);
        labels[GridSpec.Occ3D.Index(120, 90, 3)] = (byte)OccupancyClass.Car;
        mask[5] = 1;
        using MemoryStream stream = new();
        new Occ3DLabels(new(GridSpec.Occ3D, labels), mask, null).Write(stream);
        Occ3DLabels read = Occ3DLabels.Read(stream, "labels.npz");
        Assert.Equal((byte)OccupancyClass.Car, read.Grid[120, 90, 3]);
        Assert.Equal(mask, read.MaskLidar);
        Assert.Null(read.MaskCamera);
    }

    [Fact]
    public void What_is_wrong_is_named()
    {
        Assert.Contains("semantics is absent", Fault(new("mask_lidar", NpyArray.Of(new byte[640_000], Shape))), StringComparison.Ordinal);
        Assert.Contains("(200, 200, 16) was expected", Fault(new("semantics", NpyArray.Of(new byte[64], 4, 4, 4))), StringComparison.Ordinal);
        Assert.Contains("Int64 elements", Fault(new("semantics", NpyArray.Of(new long[640_000], Shape))), StringComparison.Ordinal);
        byte[] labels = new byte[640_000];
        labels[9] = 18;
        Assert.Contains("the value 18", Fault(new("semantics", NpyArray.Of(labels, Shape))), StringComparison.Ordinal);
    }

    private static string Fault(KeyValuePair<string, NpyArray> array)
    {
        using MemoryStream stream = new();
        NpzFile.Write(stream, [array]);
        return Assert.Throws<InvalidDataException>(() => Occ3DLabels.Read(stream, "labels.npz")).Message;
    }
}
