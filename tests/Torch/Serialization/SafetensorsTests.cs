using System.Buffers.Binary;
using System.Text;

using TorchSharp;

using VoxPilot.Testing;

using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests.Serialization;

public sealed class SafetensorsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Bool)]
    public void Every_type_comes_back_as_it_was_written(ScalarType type)
    {
        using var scope = NewDisposeScope();
        Tensor written = tensor(new float[] { 0, 1, 2, 3, 0, 5 }).reshape(2, 3).to(type);
        string path = _folder.File("types.safetensors");
        Safetensors.Save(path, new Dictionary<string, Tensor> { ["a"] = written });
        TensorAssert.Equal(Safetensors.Load(path)["a"], written, type.ToString());
    }

    [Fact]
    public void Scalars_empty_and_strided_tensors_keep_shape_and_values()
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> written = new()
        {
            ["scalar"] = tensor(3.5f),
            ["empty"] = zeros([0, 4]),
            ["strided"] = arange(6).to(ScalarType.Float32).reshape(2, 3).t(),
        };
        string path = _folder.File("shapes.safetensors");
        Safetensors.Save(path, written);
        Dictionary<string, Tensor> read = Safetensors.Load(path);
        Assert.Equal(written.Keys.Order(), read.Keys.Order());
        foreach ((string name, Tensor one) in written)
        {
            TensorAssert.Equal(read[name], one, name);
        }
    }

    [Fact]
    public void The_same_tensors_give_the_same_bytes_whatever_their_order()
    {
        using var scope = NewDisposeScope();
        (Tensor a, Tensor b, Tensor c) = (tensor(1f), tensor(2L), tensor(true));
        Dictionary<string, string> metadata = new() { ["z"] = "1", ["a"] = "2" };
        Safetensors.Save(_folder.File("1"), new Dictionary<string, Tensor> { ["a"] = a, ["b"] = b, ["c"] = c }, metadata);
        Safetensors.Save(_folder.File("2"), new Dictionary<string, Tensor> { ["c"] = c, ["b"] = b, ["a"] = a }, metadata.Reverse().ToDictionary());
        byte[] bytes = File.ReadAllBytes(_folder.File("1"));
        Assert.Equal(bytes, File.ReadAllBytes(_folder.File("2")));
        int length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(
            """{"__metadata__":{"a":"2","z":"1"},"b":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[],"data_offsets":[8,12]},"c":{"dtype":"BOOL","shape":[],"data_offsets":[12,13]}}""",
            Encoding.UTF8.GetString(bytes, 8, length).TrimEnd());
        Assert.Equal(0, length % 8);
    }

    [Fact]
    public void Metadata_and_entries_can_be_read_without_the_tensors()
    {
        using var scope = NewDisposeScope();
        string path = _folder.File("entries.safetensors");
        Safetensors.Save(path, new Dictionary<string, Tensor> { ["w"] = zeros([2, 3]) }, new Dictionary<string, string> { ["format"] = "pt" });
        using SafetensorsFile file = SafetensorsFile.Open(path);
        Assert.Equal("pt", file.Metadata["format"]);
        SafetensorsEntry entry = Assert.Single(file.Entries);
        Assert.Equal(("w", ScalarType.Float32, 24L), (entry.Name, entry.Type, entry.ByteCount));
        Assert.Equal([2, 3], entry.Shape);
        Assert.Contains("no tensor 'x'", Assert.Throws<TensorFileException>(() => file.Read("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_of_a_file_is_refused_with_its_name()
    {
        using var scope = NewDisposeScope();
        string whole = _folder.File("whole.safetensors");
        Safetensors.Save(whole, new Dictionary<string, Tensor> { ["a"] = arange(4), ["b"] = tensor(1f) });
        byte[] bytes = File.ReadAllBytes(whole);
        string path = _folder.File("cut.safetensors");
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Contains(path, Assert.Throws<TensorFileException>(() => Safetensors.Load(path)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "need 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "cover 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "begins at byte 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "neither overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "not valid JSON")]
    [InlineData("""{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", 8, "dtype C64")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "numbers >= 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,8],"data_offsets":[0,0]}}""", 0, "impossible shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "two numbers")]
    [InlineData("""{"a":1}""", 0, "needs a dtype")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "object of strings")]
    [InlineData("""[]""", 0, "not a JSON object")]
    [InlineData("""{"a":""", 0, "not valid JSON")]
    public void A_malformed_header_is_refused(string header, int dataLength, string fault)
    {
        string path = WriteRaw(header, new byte[dataLength]);
        string message = Assert.Throws<TensorFileException>(() => SafetensorsFile.Open(path)).Message;
        Assert.Contains(fault, message, StringComparison.Ordinal);
        Assert.StartsWith(path, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_boolean_other_than_0_and_1_is_refused()
    {
        string path = WriteRaw("""{"mask":{"dtype":"BOOL","shape":[2],"data_offsets":[0,2]}}""", [1, 2]);
        Assert.Contains("'mask' is boolean", Assert.Throws<TensorFileException>(() => Safetensors.Load(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_file_is_named() =>
        Assert.Contains("nowhere", Assert.Throws<TensorFileException>(() => Safetensors.Load(_folder.File("nowhere"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_save_that_fails_leaves_the_old_file()
    {
        using var scope = NewDisposeScope();
        string path = _folder.File("kept");
        Safetensors.Save(path, new Dictionary<string, Tensor> { ["a"] = tensor(1f) });
        Tensor gone = tensor(2f);
        Dictionary<string, Tensor> bad = new() { ["a"] = gone, ["c"] = zeros(1, dtype: ScalarType.ComplexFloat32) };
        Assert.Throws<TensorFileException>(() => Safetensors.Save(path, bad));
        Assert.Equal(1f, Safetensors.Load(path)["a"].ToSingle());
    }

    private string WriteRaw(string header, byte[] data)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        byte[] bytes = new byte[8 + json.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, 8);
        data.CopyTo(bytes, 8 + json.Length);
        string path = _folder.File("raw.safetensors");
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
