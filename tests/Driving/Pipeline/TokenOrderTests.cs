using TorchSharp;
using TorchSharp.Modules;
using VoxPilot.Llm;

namespace VoxPilot.Driving.Tests.Pipeline;

/// <summary>Serving with scene tokens in another order than the queries'.</summary>
public sealed class TokenOrderTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly DeviceThread device = new("token order", 16);
    private readonly StageClock clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await device.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task States_find_back_to_their_queries_before_the_forecast()
    {
        (float[] tokens, IReadOnlyList<OccupancyFrame> forecast) = await SeeAsync(TokenOrder.Learned);
        Assert.Contains(forecast, f => f.Occupancy.Count > 0);
        foreach (TokenOrder order in (TokenOrder[])[TokenOrder.Random, TokenOrder.SpaceFilling])
        {
            (float[] arranged, IReadOnlyList<OccupancyFrame> same) = await SeeAsync(order);
            Assert.NotEqual(tokens, arranged);
            Assert.Equal(Rows(tokens), Rows(arranged));
            // where the tokens themselves stand in for the states, their order is all that could make a difference
            Assert.All(forecast.Zip(same), f =>
            {
                Assert.Equal(f.First.Occupancy.Voxels, f.Second.Occupancy.Voxels);
                Assert.Equal(f.First.Occupancy.Scores, f.Second.Occupancy.Scores);
            });
        }
    }

    [Theory]
    [InlineData(TokenOrder.Random)]
    [InlineData(TokenOrder.SpaceFilling)]
    public async Task A_language_model_reads_the_tokens_in_that_order_and_the_pipeline_plans(TokenOrder order)
    {
        LoadedPack pack = await LoadAsync(TinyConfig.Create() with { Connector = TinyConfig.Create().Connector with { Order = order } }, $"read-{order}");
        EncodedFrame encoded = await pack.Pipeline.EncodeAsync(FrameValidator.Check(MadeFrames.Create(3)), 0, [], clock, Token);
        device.Release(encoded.Features);
        Assert.Equal(18, (await pack.Pipeline.PlanAsync(encoded.View, new(), null, clock, Token)).Drafts[0].Candidates.Count);
        Assert.Equal(encoded.View.Queries.Tokens.Length, encoded.View.Passes[false].Scene.Length);
        device.Release(encoded.View);
        await pack.UnloadAsync(device);
    }

    private async Task<(float[] Tokens, IReadOnlyList<OccupancyFrame> Forecast)> SeeAsync(TokenOrder order)
    {
        DrivingModelConfig config = TinyConfig.Create();
        LoadedPack pack = await LoadAsync(
            config with { Reasoning = ReasoningSource.Constant, ForecastVoxels = UntrainedPack.NanoConfig().ForecastVoxels, Connector = config.Connector with { Order = order } }, $"see-{order}");
        await device.RunAsync(() =>
        {
            using IDisposable _ = torch.no_grad();
            using torch.Generator generator = new(7);
            foreach ((string name, Parameter weight) in pack.Model.Perception.Forecaster.named_parameters())
            {
                if (name.EndsWith("_head.4.weight", StringComparison.Ordinal))
                {
                    torch.nn.init.uniform_(weight, -0.2, 0.2, generator); // a new forecaster copies and moves, whatever it is told
                }
            }
            return 0;
        }, Token);
        EncodedFrame encoded = await pack.Pipeline.EncodeAsync(FrameValidator.Check(MadeFrames.Create(3)), 0, [], clock, Token);
        device.Release(encoded.Features);
        IReadOnlyList<OccupancyFrame> forecast = await pack.Pipeline.OccupancyAsync(encoded.View, new() { Horizons = [1, 2, 3] }, clock, Token);
        float[] tokens = encoded.View.Queries.Tokens;
        device.Release(encoded.View);
        await pack.UnloadAsync(device);
        return (tokens, forecast);
    }

    private Task<LoadedPack> LoadAsync(DrivingModelConfig config, string name)
    {
        PackCatalog catalog = new(folder.At("home"), folder.At("data"));
        UntrainedPack.Create(Path.Combine(catalog.WritableFolder, name), config, 11);
        return LoadedPack.LoadAsync(new() { Pack = name }, catalog, device, (_, _) => { });
    }

    private static IEnumerable<string> Rows(float[] tokens) =>
        tokens.Chunk(LanguageConfig.Nano().Width).Select(row => string.Join(' ', row)).Order(StringComparer.Ordinal);
}
