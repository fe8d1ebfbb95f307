using System.Text;

namespace VoxPilot.Llm.Tests;

public sealed class GgufTests
{
    [Fact]
    public void Metadata_of_every_type_and_tensors_come_back_as_they_were_written()
    {
        var path = Nano.NewFile("round.gguf");
        var values = new Dictionary<string, object>
        {
            ["a.u8"] = (byte)200, ["a.i8"] = (sbyte)-3, ["a.u16"] = (ushort)60000, ["a.i16"] = (short)-5, ["a.u32"] = 4_000_000_000u, ["a.i32"] = -7,
            ["a.f32"] = 1.5f, ["a.bool"] = true, ["a.string"] = "Straße ▁ 車", ["a.u64"] = ulong.MaxValue, ["a.i64"] = long.MinValue, ["a.f64"] = Math.PI,
            ["b.u8"] = new byte[] { 1, 2 }, ["b.i8"] = new sbyte[] { -1 }, ["b.u16"] = new ushort[] { 9 }, ["b.i16"] = new short[] { -9 }, ["b.u32"] = new uint[] { 1, 2, 3 }, ["b.i32"] = new[] { -1, 1 },
            ["b.f32"] = new[] { 0.5f }, ["b.bool"] = new[] { true, false }, ["b.string"] = new[] { "", "x" }, ["b.u64"] = new ulong[] { 5 }, ["b.i64"] = new long[] { -5 }, ["b.f64"] = Array.Empty<double>(),
        };
        var nested = GgufValue.From(new[] { GgufValue.From(new[] { 1, 2 }), GgufValue.From(new[] { "y" }) });
        var writer = new GgufWriter { Alignment = 64 };
        foreach (var (key, value) in values)
        {
            writer.Add(key, value);
        }

        writer.Add("c.nested", nested);
        var numbers = Enumerable.Range(0, 3 * 64).Select(i => MathF.Sin(i)).ToArray();
        foreach (var type in new[] { GgufTensorType.F32, GgufTensorType.F16, GgufTensorType.BF16, GgufTensorType.Q8_0 })
        {
            writer.AddTensor($"t.{type}", [3, 64], type, () => numbers);
        }

        writer.AddTensor("t.vector", [5], GgufTensorType.F32, () => [1, 2, 3, 4, 5]);
        writer.Save(path);

        var file = GgufFile.Read(path);
        Assert.Equal((3, 64), (file.Version, file.Alignment));
        foreach (var (key, value) in values)
        {
            Assert.Equal(value, file.Require(key).Value);
        }

        var outer = file.Require("c.nested").AsArray<GgufValue>();
        Assert.Equal([1, 2], outer[0].AsArray<int>());
        Assert.Equal(["y"], outer[1].AsArray<string>());
        Assert.All(file.Tensors, t => Assert.Equal(0, t.Offset % 64));
        Assert.Equal([3L, 64L], file.Tensors[0].Shape);
        Assert.Equal(numbers, file.ReadFloats("t.F32"));
        Assert.Equal(numbers.Select(x => (float)(Half)x), file.ReadFloats("t.F16"));
        Assert.All(file.ReadFloats("t.BF16").Zip(numbers), p => Assert.Equal(p.Second, p.First, MathF.Abs(p.Second) / 256));
        Assert.All(file.ReadFloats("t.Q8_0").Zip(numbers), p => Assert.Equal(p.Second, p.First, 0.5f / 127 + 1e-3f));
        Assert.Equal([1, 2, 3, 4, 5], file.ReadFloats("t.vector"));
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused_with_its_name()
    {
        var path = Small(out var whole);
        var file = GgufFile.Read(path);
        var end = file.DataStart + file.Tensors.Max(t => t.Offset + t.Bytes);
        for (var length = 0; length < end; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            var fault = Assert.Throws<InvalidDataException>(() => GgufFile.Read(path));
            Assert.StartsWith(path, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Any_flipped_byte_gives_a_file_or_a_clear_refusal_but_never_another_exception()
    {
        var path = Small(out var whole);
        var refused = 0;
        for (var i = 0; i < whole.Length; i++)
        {
            foreach (var mask in new byte[] { 0x01, 0x80, 0xFF })
            {
                var broken = (byte[])whole.Clone();
                broken[i] ^= mask;
                using var stream = new MemoryStream(broken);
                try
                {
                    new GgufReader(stream, path).Read();
                }
                catch (InvalidDataException)
                {
                    refused++;
                }
            }
        }

        Assert.True(refused > 100, $"only {refused} broken files were refused");
    }

    [Theory]
    [InlineData("no GGUF", "is no GGUF file")]
    [InlineData("version", "version 9")]
    [InlineData("tensors", "tensors, more than the file has room for")]
    [InlineData("alignment", "power of two")]
    [InlineData("twice", "twice")]
    public void Faults_are_named(string fault, string expected)
    {
        var bytes = new MemoryStream();
        using (var w = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            w.Write(fault == "no GGUF" ? "JUNK"u8 : "GGUF"u8);
            w.Write(fault == "version" ? 9u : 3u);
            w.Write(fault == "tensors" ? 1UL << 60 : 0);
            w.Write(fault == "twice" ? 2UL : 1UL);
            for (var i = 0; i < (fault == "twice" ? 2 : 1); i++)
            {
                var key = "general.alignment"u8;
                w.Write((ulong)key.Length);
                w.Write(key);
                w.Write(4u);
                w.Write(fault == "alignment" ? 33u : 32u);
            }

            w.Write(new byte[64]);
        }

        bytes.Position = 0;
        var thrown = Assert.Throws<InvalidDataException>(() => new GgufReader(bytes, "some.gguf").Read());
        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
        Assert.StartsWith("some.gguf", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_read_as_another_kind_says_what_it_is()
    {
        var fault = Assert.Throws<InvalidDataException>(() => GgufValue.From("text").AsInteger());
        Assert.Contains("String", fault.Message, StringComparison.Ordinal);
    }

    private static string Small(out byte[] bytes)
    {
        var path = Nano.NewFile("small.gguf");
        var writer = new GgufWriter();
        writer.Add("general.architecture", "llama");
        writer.Add("some.list", new[] { "a", "bc" });
        writer.Add("some.flag", true);
        writer.Add("some.number", 3.5f);
        writer.AddTensor("x.weight", [2, 32], GgufTensorType.Q8_0, () => new float[64]);
        writer.AddTensor("y", [3], GgufTensorType.F32, () => [1, 2, 3]);
        writer.Save(path);
        bytes = File.ReadAllBytes(path);
        return path;
    }
}
