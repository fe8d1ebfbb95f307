using System.Text.Json;
using TorchSharp;
using VoxPilot.Torch;

namespace VoxPilot.Driving.Tests.Packs;

public sealed class PackTests : IDisposable
{
    private const ulong Seed = 11;
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_architecture_survives_json(bool paper)
    {
        DrivingModelConfig config = paper ? DrivingModelConfig.Paper() : DrivingModelConfig.Nano();
        config.Validate();
        string json = JsonSerializer.Serialize(config, PackJson.Default.DrivingModelConfig);
        DrivingModelConfig read = JsonSerializer.Deserialize(json, PackJson.Default.DrivingModelConfig)!;
        Assert.Equal(json, JsonSerializer.Serialize(read, PackJson.Default.DrivingModelConfig));
        Assert.Contains("\"ffn_width\"", json, StringComparison.Ordinal);
        Assert.Equal(config.Perception.Encoder.Points, read.Perception.Encoder.Points);
        Assert.Equal(config.Planner.Normalisation, read.Planner.Normalisation);
    }

    [Fact]
    public void Parts_that_do_not_fit_each_other_are_named()
    {
        DrivingModelConfig nano = DrivingModelConfig.Nano();
        DrivingModelConfig wrong = nano with { Planner = nano.Planner with { LanguageWidth = 4096 } };
        PackException e = Assert.Throws<PackException>(wrong.Validate);
        Assert.Contains("planner.language_width is 4096", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_others()
    {
        ModelPack one = Create("one", Seed, "same"), two = Create("two", Seed, "same"), other = Create("other", Seed + 1, "same");
        Assert.Equal(one.Info.Hash, two.Info.Hash);
        Assert.Equal(one.Manifest.Files, two.Manifest.Files);
        Assert.NotEqual(one.Info.Hash, other.Info.Hash);
        foreach (string file in (string[])[PackFiles.Perception, PackFiles.Planner, PackFiles.Connector, PackFiles.Language, PackFiles.Anchors])
        {
            Assert.NotEqual(one.Manifest.Files.Single(f => f.Name == file).Sha256, other.Manifest.Files.Single(f => f.Name == file).Sha256);
        }
    }

    [Fact]
    public void A_pack_says_that_it_was_not_trained_and_what_it_holds()
    {
        ModelPack pack = Create("tiny", Seed);
        pack.Verify();
        Assert.Equal("tiny", pack.Info.Name);
        Assert.False(pack.Info.Trained);
        Assert.Empty(pack.Info.Metrics);
        Assert.Equal(Seed, pack.Manifest.Provenance.Seed);
        Assert.Equal(
            [PackFiles.ModelCard, PackFiles.Anchors, PackFiles.Connector, PackFiles.Language, PackFiles.Perception, PackFiles.Planner],
            pack.Manifest.Files.Select(f => f.Name));
        Assert.Contains("Not trained", File.ReadAllText(pack.PathOf(PackFiles.ModelCard)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        ModelPack pack = Create("tiny", Seed);
        using DrivingModel read = PackLoader.Load(pack, "cpu"), made = DrivingModel.Create(TinyConfig.Create(), Seed);
        foreach (((_, torch.nn.Module left), (_, torch.nn.Module right)) in read.Files.Zip(made.Files))
        {
            Dictionary<string, torch.Tensor> expected = right.state_dict();
            foreach ((string name, torch.Tensor tensor) in left.state_dict())
            {
                Assert.Equal(expected[name].ToArray(), tensor.ToArray());
            }
        }
        Assert.Equal(made.PlanToken, read.PlanToken);
        Assert.Equal(made.Anchors.Anchors.SelectMany(a => a.Trajectory.Points.Select(p => Math.Round(p.X, 6))), read.Anchors.Anchors.SelectMany(a => a.Trajectory.Points.Select(p => p.X)));
    }

    [Theory]
    [InlineData(PackFiles.Perception)]
    [InlineData(PackFiles.Connector)]
    [InlineData(PackFiles.Planner)]
    public void A_tensor_of_another_shape_or_name_is_named_with_its_file(string file)
    {
        ModelPack pack = Create("tiny", Seed);
        Dictionary<string, torch.Tensor> tensors = Safetensors.Load(pack.PathOf(file));
        string first = tensors.Keys.Order(StringComparer.Ordinal).First();

        Safetensors.Save(pack.PathOf(file), new Dictionary<string, torch.Tensor>(tensors) { [first] = torch.zeros(7, 7, 7) });
        PackException shape = Assert.Throws<PackException>(() => PackLoader.Load(pack, "cpu"));
        Assert.Equal(file, shape.File);
        Assert.Contains($"tensor '{first}'", shape.Message, StringComparison.Ordinal);
        Assert.Contains("found (7, 7, 7)", shape.Message, StringComparison.Ordinal);

        Safetensors.Save(pack.PathOf(file), tensors.Select(t => t.Key == first ? KeyValuePair.Create("stranger", t.Value) : t));
        PackException name = Assert.Throws<PackException>(() => PackLoader.Load(pack, "cpu"));
        Assert.Contains($"tensor '{first}': expected", name.Message, StringComparison.Ordinal);
        Assert.Contains("tensor 'stranger': expected none", name.Message, StringComparison.Ordinal);

        File.WriteAllText(pack.PathOf(file), "not a file of tensors");
        Assert.Equal(file, Assert.Throws<PackException>(() => PackLoader.Load(pack, "cpu")).File);
    }

    [Fact]
    public void A_changed_byte_is_found_by_its_file()
    {
        ModelPack pack = Create("tiny", Seed);
        string path = pack.PathOf(PackFiles.Planner);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        PackException e = Assert.Throws<PackException>(ModelPack.Open(pack.Folder).Verify);
        Assert.Equal(PackFiles.Planner, e.File);
        Assert.Contains("SHA-256", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_or_cut_file_is_named()
    {
        ModelPack pack = Create("tiny", Seed);
        File.WriteAllBytes(pack.PathOf(PackFiles.Language), [1, 2, 3]);
        Assert.Contains("found 3", Fault(pack, PackFiles.Language), StringComparison.Ordinal);
        File.Delete(pack.PathOf(PackFiles.Language));
        Assert.Contains("missing", Fault(pack, PackFiles.Language), StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_that_is_none_of_another_format_or_with_files_outside_is_refused()
    {
        ModelPack pack = Create("tiny", Seed);
        string path = pack.PathOf(PackManifest.FileName), json = File.ReadAllText(path);
        File.WriteAllText(path, json.Replace("\"format\": 1", "\"format\": 99", StringComparison.Ordinal));
        Assert.Contains("format 99", Fault(pack, PackManifest.FileName), StringComparison.Ordinal);
        File.WriteAllText(path, json.Replace($"\"{PackFiles.ModelCard}\"", "\"../../etc/passwd\"", StringComparison.Ordinal));
        Assert.Contains("outside", Fault(pack, PackManifest.FileName), StringComparison.Ordinal);
        File.WriteAllText(path, "{");
        Assert.Contains("not a pack's manifest", Fault(pack, PackManifest.FileName), StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains("no pack", Fault(pack, PackManifest.FileName), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_that_could_not_be_written_leaves_what_was_there()
    {
        ModelPack pack = Create("tiny", Seed);
        Assert.Throws<PackException>(() => PackWriter.Write(pack.Folder, pack.Manifest, target => File.WriteAllText(Path.Combine(target, PackFiles.Anchors), "[]")));
        Assert.Equal(pack.Info.Hash, ModelPack.Open(pack.Folder).Info.Hash);
        Assert.Equal([pack.Folder], Directory.GetDirectories(folder.Path));
    }

    private static string Fault(ModelPack pack, string file)
    {
        PackException e = Assert.Throws<PackException>(() => ModelPack.Open(pack.Folder));
        Assert.Equal(file, e.File);
        return e.Message;
    }

    private ModelPack Create(string below, ulong seed, string? name = null) => UntrainedPack.Create(folder.At(below), TinyConfig.Create(), seed, name);
}
