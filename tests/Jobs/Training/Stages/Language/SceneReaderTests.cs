using TorchSharp;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.Llm;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training.Stages.Language;

public sealed class SceneReaderTests(SmallLanguage small) : IClassFixture<SmallLanguage>
{
    [Theory]
    [InlineData(TokenOrder.Random)]
    [InlineData(TokenOrder.SpaceFilling)]
    public void In_another_order_the_language_model_makes_other_states_which_come_back_in_the_queries_order(TokenOrder order)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        ConnectorConfig connector = small.Pack.Manifest.Config.Connector with { Order = order };
        using DrivingModel learned = Model("learned", small.Pack.Manifest.Config.Connector), other = Model($"{order}", connector);
        using TrainedLanguage language = TrainedLanguage.Load(small.Pack, null, learns: false, 0, CPU);
        language.Model.eval();

        OccupancyQueries seen = Seen(learned.Config);
        TokenArrangement arrangement = TokenArrangement.Of(connector, seen.Centres());
        OccupancyQueries arranged = seen with { Features = arrangement.Arrange(seen.Features), Points = arrangement.Arrange(seen.Points.flatten(2)).view(seen.Points.shape) };
        Tensor expected = arrangement.Restore(Read(learned, arranged)), actual = Read(other, seen);
        Assert.True((expected - actual).abs().max().item<float>() < 1e-3);
        Assert.True((Read(learned, seen) - actual).abs().max().item<float>() > 1e-3);

        Tensor Read(DrivingModel model, OccupancyQueries queries) => new SceneReader(model, language).Plan(queries, [null], [null]).Scene;
    }

    private DrivingModel Model(string name, ConnectorConfig connector) =>
        DrivingModel.Load(VariantPack.Write(small.Folder($"variants/{name}"), small.Pack, small.Pack.Manifest.Config with { Connector = connector }, name, 11), "cpu");

    private static OccupancyQueries Seen(DrivingModelConfig config)
    {
        using Generator generator = new(3, CPU);
        OccupancyEncoderConfig encoder = config.Perception.Encoder;
        return new()
        {
            Features = randn([1, encoder.Queries, encoder.Width], generator: generator),
            Points = rand([1, encoder.Queries, encoder.LastPoints, 3], generator: generator) * 60 - 30,
            Logits = zeros([0]),
        };
    }
}
