using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Driving.Tests.Packs;

public sealed class VariantPackTests : IDisposable
{
    private const ulong Seed = 3;

    private readonly TemporaryFolder folder = new();
    private readonly ModelPack from;

    public VariantPackTests()
    {
        ModelPack made = UntrainedPack.Create(folder.At("made"), TinyConfig.Create(), Seed);
        using DrivingModel model = DrivingModel.Load(made, "cpu");
        using (no_grad())
        {
            foreach ((_, nn.Module module) in model.Files)
            {
                foreach (Tensor parameter in module.parameters())
                {
                    parameter.add_(0.125); // what has been learnt
                }
            }
        }
        from = TrainedPack.Write(folder.At("trained"), model, made, made.Manifest with { Trained = true });
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_connector_without_position_encoding_keeps_the_rest_and_all_else_stays()
    {
        DrivingModelConfig config = from.Manifest.Config;
        ModelPack pack = VariantPack.Write(folder.At("variant"), from, config with { Connector = config.Connector with { PositionEncoding = false } }, "no position encoding", Seed);
        Assert.Equal(("variant", false), (pack.Info.Name, pack.Info.Trained));
        Assert.Equal("variant: no position encoding", pack.Manifest.Provenance.Stages[^1]);
        using DrivingModel before = DrivingModel.Load(from, "cpu"), after = DrivingModel.Load(pack, "cpu");
        Assert.Equal(before.SeeingHash(), after.SeeingHash());
        Assert.Equal(Differing(before, after), before.Connector.state_dict().Keys.Where(name => name.StartsWith("scene.position", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(File.ReadAllBytes(from.PathOf(PackFiles.Language)), File.ReadAllBytes(pack.PathOf(PackFiles.Language)));
    }

    [Fact]
    public void Another_number_of_queries_begins_anew_with_the_queries_alone()
    {
        DrivingModelConfig config = from.Manifest.Config;
        PerceptionConfig perception = config.Perception with { Encoder = config.Perception.Encoder with { Queries = 40 } };
        using DrivingModel before = DrivingModel.Load(from, "cpu");
        using DrivingModel after = DrivingModel.Load(VariantPack.Write(folder.At("variant"), from, config with { Perception = perception }, "40 queries", Seed), "cpu");
        string[] differing = [.. Differing(before, after)];
        Assert.NotEmpty(differing);
        Assert.All(differing, name => Assert.Contains(40L, after.Perception.state_dict()[name].shape));
    }

    [Fact]
    public void Another_planner_begins_anew_from_the_seed_with_as_many_anchors_as_it_wants()
    {
        DrivingModelConfig config = from.Manifest.Config;
        ModelPack pack = VariantPack.Write(folder.At("variant"), from, config with { Planner = config.Planner with { Anchors = 9 } }, "9 anchors", Seed);
        using DrivingModel before = DrivingModel.Load(from, "cpu"), after = DrivingModel.Load(pack, "cpu");
        Assert.Equal(9, after.Anchors.Count);
        Assert.All(Differing(before, after), name => Assert.Contains(name, before.Planner.state_dict().Keys));
        using DrivingModel untrained = DrivingModel.Create(from.Manifest.Config, Seed);
        Assert.True((untrained.Planner.parameters().First() - after.Planner.parameters().First()).abs().max().item<float>() < 1e-3); // within half precision
    }

    [Fact]
    public void Anchors_that_the_config_does_not_want_are_refused()
    {
        from.Manifest.Config.Validate();
        string anchors = from.PathOf(PackFiles.Anchors);
        DrivingModelConfig config = from.Manifest.Config;
        ModelPack nine = VariantPack.Write(folder.At("nine"), from, config with { Planner = config.Planner with { Anchors = 9 } }, "9 anchors", Seed);
        File.Copy(anchors, nine.PathOf(PackFiles.Anchors), overwrite: true);
        Assert.Contains("there are 18 anchors", Assert.Throws<PackException>(() => DrivingModel.Load(nine, "cpu")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_language_model_is_no_variant()
    {
        DrivingModelConfig config = from.Manifest.Config;
        Assert.Contains("config.language", Assert.Throws<PackException>(
            () => VariantPack.Write(folder.At("variant"), from, config with { Language = config.Language with { Layers = 3 } }, "more layers", Seed)).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Differing(DrivingModel before, DrivingModel after)
    {
        List<string> differing = [];
        foreach (((_, nn.Module a), (_, nn.Module b)) in before.Files.Zip(after.Files))
        {
            Dictionary<string, Tensor> there = b.state_dict();
            differing.AddRange(a.state_dict().Where(t => !there.TryGetValue(t.Key, out Tensor? other) || !t.Value.shape.SequenceEqual(other.shape) || !t.Value.equal(other).all().item<bool>()).Select(t => t.Key));
        }
        return differing.Order(StringComparer.Ordinal);
    }
}
