using VoxPilot.Planning;

namespace VoxPilot.Driving.Tests.Service;

/// <summary>A planner that hears the tokens beside the language model (<see cref="PlannerConfig.HearsTokens"/>).</summary>
public sealed class HeardTokensTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly DeviceThread device = new("heard tokens", 16);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await device.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Served_it_begins_as_it_is_without_a_language_model_whatever_the_car_tells_of_its_motion()
    {
        DrivingModelConfig tiny = TinyConfig.Create();
        foreach (bool ignoresEgo in (bool[])[false, true])
        {
            double[] constant = await ScoresAsync(tiny with { Reasoning = ReasoningSource.Constant }, "constant", ignoresEgo);
            double[] beside = await ScoresAsync(tiny with { Planner = tiny.Planner with { HearsTokens = true } }, "beside", ignoresEgo);
            double[] alone = await ScoresAsync(tiny, "alone", ignoresEgo);
            Assert.All(constant.Zip(beside), scores => Assert.Equal(scores.First, scores.Second, 2e-3)); // normed twice: that once more takes away what ε left
            Assert.Contains(constant.Zip(alone), scores => Math.Abs(scores.First - scores.Second) > 1e-2);
        }
    }

    private async Task<double[]> ScoresAsync(DrivingModelConfig config, string name, bool ignoresEgo)
    {
        PackCatalog catalog = new(folder.At("home"), folder.At("data"));
        UntrainedPack.Create(Path.Combine(catalog.WritableFolder, name), config, 11);
        LoadedPack pack = await LoadedPack.LoadAsync(new() { Pack = name }, catalog, device, (_, _) => { });
        try
        {
            StageClock clock = new();
            EncodedFrame seen = await pack.Pipeline.EncodeAsync(FrameValidator.Check(MadeFrames.Create(3)), 0, [], clock, Token);
            PlanOutcome plan = await pack.Pipeline.PlanAsync(seen.View, new() { IgnoreEgo = ignoresEgo }, null, clock, Token);
            device.Release(seen.Features);
            device.Release(seen.View);
            return [.. plan.Drafts[0].Candidates.Select(candidate => (double)candidate.Score)];
        }
        finally
        {
            await pack.UnloadAsync(device);
        }
    }
}
