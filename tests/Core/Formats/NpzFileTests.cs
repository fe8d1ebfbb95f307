using System.IO.Compression;

using VoxPilot.Core.Formats;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Formats;

public sealed class NpzFileTests
{
    [Fact]
    public void Arrays_come_back_under_their_names()
    {
        using MemoryStream stream = new();
        NpzFile.Write(stream, Arrays());
        IReadOnlyDictionary<string, NpyArray> read = NpzFile.Read(stream, "file.npz");
        Assert.Equal(["points", "flags"], read.Keys);
        Assert.Equal([1f, 2f, 3f, 4f], read["points"].As<float>());
        Assert.Equal([2, 2], read["points"].Shape);
        Assert.Equal([true, false], read["flags"].As<bool>());
    }

    [Fact]
    public void The_same_arrays_give_the_same_bytes()
    {
        using MemoryStream first = new(), second = new();
        NpzFile.Write(first, Arrays());
        NpzFile.Write(second, Arrays());
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public void A_truncated_archive_is_refused()
    {
        using MemoryStream stream = new();
        NpzFile.Write(stream, Arrays());
        byte[] file = stream.ToArray();
        InvalidDataException e = Assert.Throws<InvalidDataException>(() => NpzFile.Read(new MemoryStream(file[..^30]), "file.npz"));
        Assert.Contains("file.npz", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_unpacks_to_more_than_allowed_is_refused()
    {
        using MemoryStream stream = new();
        NpzFile.Write(stream, [new("zeros", NpyArray.Of(new byte[1 << 20]))]);
        Assert.InRange(stream.Length, 0, 10_000);
        Assert.Throws<InvalidDataException>(() => NpzFile.Read(stream, "file.npz", maximumBytes: 1 << 19));
    }

    [Fact]
    public void Bytes_after_an_array_are_refused()
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream entry = archive.CreateEntry("a.npy").Open();
            NpyFile.Write(entry, NpyArray.Of(new byte[] { 1, 2 }));
            entry.WriteByte(3);
        }
        Assert.Throws<InvalidDataException>(() => NpzFile.Read(stream, "file.npz"));
    }

    [Fact]
    [Trait("Category", "Golden")]
    public void Archives_that_numpy_wrote_are_read()
    {
        IReadOnlyList<GoldenCase> files = GoldenCases.FindFiles("blocks/ddim", "*.npz");
        Assert.SkipWhen(files.Count == 0, "No golden blocks/ddim; set VOXPILOT_GOLDEN to the folder that holds it.");
        foreach (GoldenCase file in files)
        {
            Assert.All(NpzFile.Read(file.FullPath).Values, array => Assert.Equal(array.Count, array.Shape.Aggregate(1, (product, axis) => product * axis)));
        }
    }

    private static KeyValuePair<string, NpyArray>[] Arrays() =>
        [new("points", NpyArray.Of([1f, 2f, 3f, 4f], 2, 2)), new("flags", NpyArray.Of([true, false]))];
}
