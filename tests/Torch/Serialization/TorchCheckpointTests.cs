using System.IO.Compression;
using System.Text;

using TorchSharp;

using VoxPilot.Testing;

using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests.Serialization;

public sealed class TorchCheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<GoldenCase> Formats => GoldenCases.Folders("opus", "checkpoint_formats*");

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Category", "Golden")]
    public void Both_formats_of_PyTorch_hold_the_expected_tensors(GoldenCase golden)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> expected = golden.Tensors("expected.safetensors");
        string[] files = Directory.GetFiles(golden.FullPath, "*_format.pth");
        Assert.NotEmpty(files);
        foreach (string path in files)
        {
            Dictionary<string, Tensor> read = TorchCheckpoint.Read(path);
            Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), read.Keys.Order(StringComparer.Ordinal));
            foreach ((string name, Tensor tensor) in expected)
            {
                TensorAssert.Equal(read[name], tensor, $"{Path.GetFileName(path)} {name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Category", "Golden")]
    public void Half_precision_is_kept_and_the_module_prefix_taken_off(GoldenCase golden)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> expected = golden.Tensors("expected.safetensors");
        Dictionary<string, Tensor> read = TorchCheckpoint.Read(golden.File("zip_half_module_prefix.pth"));
        Assert.All(read.Keys, name => Assert.Contains(expected.Keys, full => full == name || full.EndsWith("." + name, StringComparison.Ordinal)));
        Assert.Contains(read.Values, tensor => tensor.dtype == ScalarType.Float16);
        foreach ((string name, Tensor tensor) in read)
        {
            string full = expected.Keys.First(key => key == name || key.EndsWith("." + name, StringComparison.Ordinal));
            Tensor rounded = expected[full].is_floating_point() ? expected[full].to(ScalarType.Float16) : expected[full];
            TensorAssert.Equal(tensor, rounded, name);
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    [Trait("Category", "Golden")]
    public void A_file_cut_anywhere_is_refused_with_its_name(GoldenCase golden)
    {
        foreach (string file in new[] { "zip_half_module_prefix.pth", "legacy_format.pth" })
        {
            byte[] bytes = File.ReadAllBytes(golden.File(file));
            string path = _folder.File(file);
            for (int i = 0; i < 40; i++)
            {
                File.WriteAllBytes(path, bytes[..(bytes.Length * i / 40)]);
                Assert.StartsWith(path, Assert.Throws<TensorFileException>(() => TorchCheckpoint.Read(path)).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Strides_are_followed()
    {
        using var scope = NewDisposeScope();
        string path = WriteZip(Pickles.Dict("w", Pickles.Tensor("FloatStorage", "0", 6, 0, [3, 2], [1, 3])), ("0", Floats(0, 1, 2, 3, 4, 5)));
        TensorAssert.Equal(TorchCheckpoint.Read(path)["w"], tensor(new float[] { 0, 3, 1, 4, 2, 5 }).reshape(3, 2), "transposed");
        path = WriteZip(Pickles.Dict("w", Pickles.Tensor("FloatStorage", "0", 6, 2, [2, 2], [0, 1])), ("0", Floats(0, 1, 2, 3, 4, 5)));
        TensorAssert.Equal(TorchCheckpoint.Read(path)["w"], tensor(new float[] { 2, 3, 2, 3 }).reshape(2, 2), "expanded");
    }

    [Fact]
    public void Nested_dictionaries_are_flattened_and_other_values_left_out()
    {
        using var scope = NewDisposeScope();
        byte[] tensor = Pickles.Tensor("LongStorage", "0", 1, 0, [], []);
        byte[] inner = Pickles.Dict("weight", tensor);
        string path = WriteZip(Pickles.Dict("epoch", Pickles.Integer(3), "layer", inner), ("0", BitConverter.GetBytes(7L)));
        KeyValuePair<string, Tensor> one = Assert.Single(TorchCheckpoint.Read(path));
        Assert.Equal(("layer.weight", 7L), (one.Key, one.Value.ToInt64()));
    }

    [Theory]
    [InlineData("os", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("torch", "load")]
    [InlineData("torch._utils", "_rebuild_anything")]
    public void A_global_outside_the_list_is_refused_by_name(string module, string name)
    {
        string path = WriteZip(Pickles.Call(module, name, Pickles.Text("touch /tmp/x")));
        Assert.Contains($"'{module}.{name}'", Assert.Throws<TensorFileException>(() => TorchCheckpoint.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_outside_of_its_storage_is_refused()
    {
        string path = WriteZip(Pickles.Dict("w", Pickles.Tensor("FloatStorage", "0", 6, 3, [4], [1])), ("0", Floats(0, 1, 2, 3, 4, 5)));
        Assert.Contains("reaches element 6", Assert.Throws<TensorFileException>(() => TorchCheckpoint.Read(path)).Message, StringComparison.Ordinal);
        path = WriteZip(Pickles.Dict("w", Pickles.Tensor("FloatStorage", "0", 6, 0, [6], [1])), ("0", Floats(0, 1)));
        Assert.Contains("needs 24", Assert.Throws<TensorFileException>(() => TorchCheckpoint.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_that_repeats_a_few_elements_without_end_is_refused()
    {
        string path = WriteZip(Pickles.Dict("w", Pickles.Tensor("FloatStorage", "0", 1, 0, [65535, 65535], [0, 0])), ("0", Floats(0)));
        Assert.Contains("too often", Assert.Throws<TensorFileException>(() => TorchCheckpoint.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dictionary_within_itself_is_refused()
    {
        byte[] pickle = [0x80, 2, .. "}q\0"u8, .. Pickles.Text("self"), .. "h\0s."u8];
        string path = WritePickle(pickle);
        Assert.Contains("deeper", Assert.Throws<TensorFileException>(() => TorchCheckpoint.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_in_place_of_a_pickle_are_refused_not_obeyed()
    {
        Random random = new(5);
        byte[] valid = [0x80, 2, .. Pickles.Dict("w", Pickles.Tensor("FloatStorage", "0", 2, 0, [2], [1])), (byte)'.'];
        for (int i = 0; i < 2000; i++)
        {
            byte[] damaged = [.. valid];
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            string path = WritePickle(damaged, ("0", Floats(1, 2)));
            try
            {
                foreach (Tensor tensor in TorchCheckpoint.Read(path).Values)
                {
                    tensor.Dispose();
                }
            }
            catch (TensorFileException)
            {
                // What a damaged file should end in; anything else fails the test.
            }
        }
    }

    [Fact]
    public void A_file_of_another_kind_is_refused()
    {
        string path = _folder.File("text.pth");
        File.WriteAllText(path, "Not a checkpoint.");
        Assert.Contains("neither", Assert.Throws<TensorFileException>(() => TorchCheckpoint.Read(path)).Message, StringComparison.Ordinal);
    }

    private static byte[] Floats(params float[] values) => values.SelectMany(BitConverter.GetBytes).ToArray();

    private string WriteZip(byte[] value, params (string Key, byte[] Bytes)[] storages) => WritePickle([0x80, 2, .. value, (byte)'.'], storages);

    private string WritePickle(byte[] pickle, params (string Key, byte[] Bytes)[] storages)
    {
        string path = _folder.File("made.pth");
        File.Delete(path);
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Write(zip, "made/data.pkl", pickle);
        foreach ((string key, byte[] bytes) in storages)
        {
            Write(zip, $"made/data/{key}", bytes);
        }

        return path;
    }

    private static void Write(ZipArchive zip, string name, byte[] bytes)
    {
        using Stream stream = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(bytes);
    }

    // Pieces of pickles, protocol 2.
    private static class Pickles
    {
        public static byte[] Text(string text) => [(byte)'X', .. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

        public static byte[] Integer(long value) => [(byte)'J', .. BitConverter.GetBytes((int)value)];

        public static byte[] Tuple(params byte[][] items) => [(byte)'(', .. items.SelectMany(item => item), (byte)'t'];

        public static byte[] Call(string module, string name, params byte[][] arguments) => [.. Global(module, name), .. Tuple(arguments), (byte)'R'];

        public static byte[] Dict(params object[] items) =>
            [(byte)'}', (byte)'(', .. items.SelectMany(item => item as byte[] ?? Text((string)item)), (byte)'u'];

        public static byte[] Tensor(string storage, string key, long count, long offset, long[] shape, long[] strides) => Call(
            "torch._utils",
            "_rebuild_tensor_v2",
            [.. Tuple(Text("storage"), Global("torch", storage), Text(key), Text("cpu"), Integer(count)), (byte)'Q'],
            Integer(offset),
            Tuple([.. shape.Select(Integer)]),
            Tuple([.. strides.Select(Integer)]),
            [0x89],
            Call("collections", "OrderedDict"));

        private static byte[] Global(string module, string name) => [(byte)'c', .. Encoding.UTF8.GetBytes($"{module}\n{name}\n")];
    }
}
