using TorchSharp;
using TorchSharp.Modules;
using VoxPilot.Bench.Drives;
using VoxPilot.Core;
using VoxPilot.Driving.Tests.Service;
using VoxPilot.Testing;

namespace VoxPilot.Driving.Tests.Pipeline;

/// <summary>
/// What the forecast at +1, +2 and +3 s hangs on, on the untrained nano pack with heads that say something (a new forecaster copies and moves,
/// whatever else it is told): the pipeline's own forecast is made again from its parts, and again with one part exchanged.
/// </summary>
public sealed class ForecastTests : IAsyncLifetime
{
    private readonly DeviceThread device = new("forecasts", 16);
    private readonly StageClock clock = new();
    private LoadedPack pack = null!;
    private Seen scene = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        pack = await LoadedPack.LoadAsync(new(), NanoFixture.Catalog, device, (_, _) => { });
        await device.RunAsync(() =>
        {
            using IDisposable _ = torch.no_grad();
            using torch.Generator generator = new(7);
            foreach ((string name, Parameter weight) in pack.Model.Perception.Forecaster.named_parameters())
            {
                if (name.EndsWith("_head.4.weight", StringComparison.Ordinal))
                {
                    torch.nn.init.uniform_(weight, -0.2, 0.2, generator);
                }
            }
            return 0;
        }, Token);
        scene = await SeeAsync(MadeFrames.Create(1, ego: Made.Ego()));
    }

    public async ValueTask DisposeAsync()
    {
        await pack.UnloadAsync(device);
        await device.DisposeAsync();
    }

    [Fact]
    public async Task The_sample_frames_have_something_to_show_at_every_horizon()
    {
        foreach (Frame frame in BenchFrames.Find(RepositoryRoot.At("examples/frames")).Frames)
        {
            Seen sample = await SeeAsync(frame);
            int[] counts = [.. sample.Forecast.Select(f => f.Occupancy.Count)];
            TestContext.Current.SendDiagnosticMessage($"voxels at 1, 2, 3 s: {string.Join(", ", counts)}");
            Assert.All(counts, count => Assert.InRange(count, 50, 20_000));
            Assert.Equal(3, counts.Distinct().Count());
        }
    }

    [Fact]
    public async Task The_pipeline_forecasts_from_its_queries_its_hidden_states_and_its_plan() =>
        AssertChanged([], scene.Forecast, await AheadAsync(scene, scene.HiddenScene, scene.HiddenGlobal, scene.Motion));

    [Fact]
    public async Task Other_queries_change_every_horizon()
    {
        Seen other = await SeeAsync(MadeFrames.Create(2, ego: Made.Ego()));
        AssertChanged([1, 2, 3], scene.Forecast, other.Forecast);
        AssertChanged([1, 2, 3], scene.Forecast, await AheadAsync(other, scene.HiddenScene, scene.HiddenGlobal, scene.Motion));
    }

    [Fact]
    public async Task Other_hidden_states_at_the_scene_tokens_change_every_horizon()
    {
        Seen other = await SeeAsync(MadeFrames.Create(2, ego: Made.Ego()));
        AssertChanged([1, 2, 3], scene.Forecast, await AheadAsync(scene, other.HiddenScene, scene.HiddenGlobal, scene.Motion));
        float[] zeros = new float[scene.HiddenScene.Length];
        AssertChanged([1, 2, 3], scene.Forecast, await AheadAsync(scene, zeros, scene.HiddenGlobal, scene.Motion));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Hidden_states_at_the_global_tokens_reach_their_own_horizon_and_no_other(int horizon)
    {
        float[] changed = [.. scene.HiddenGlobal];
        int own = changed.Length / MotionCode.Horizons;
        changed.AsSpan(horizon * own, own).Clear();
        AssertChanged([horizon + 1], scene.Forecast, await AheadAsync(scene, scene.HiddenScene, changed, scene.Motion));
    }

    [Fact]
    public async Task Another_prompt_changes_every_horizon_by_the_global_tokens_alone()
    {
        Seen elsewhere = await SeeAsync(MadeFrames.Create(1, ego: Made.Ego()) with { Location = "another town" });
        Assert.Equal(scene.HiddenScene, elsewhere.HiddenScene); // the location stands behind the scene's tokens
        AssertChanged([1, 2, 3], scene.Forecast, elsewhere.Forecast);
        AssertChanged([1, 2, 3], scene.Forecast, await AheadAsync(scene, scene.HiddenScene, elsewhere.HiddenGlobal, scene.Motion));
    }

    [Fact]
    public async Task Another_motion_changes_its_horizon_and_none_before()
    {
        FutureMotion[] changed = [.. scene.Motion];
        changed[1] = changed[1] with { X = changed[1].X - 3 };
        AssertChanged([2], scene.Forecast, await AheadAsync(scene, scene.HiddenScene, scene.HiddenGlobal, changed));
        changed[1] = changed[1] with { Speed = changed[1].Speed + 2 }; // the third instant's acceleration follows from the second's speed
        AssertChanged([2, 3], scene.Forecast, await AheadAsync(scene, scene.HiddenScene, scene.HiddenGlobal, changed));
    }

    private async Task<Seen> SeeAsync(Frame frame)
    {
        EncodedFrame encoded = await pack.Pipeline.EncodeAsync(FrameValidator.Check(frame), 0, [], clock, Token);
        device.Release(encoded.Features);
        IReadOnlyList<OccupancyFrame> forecast = await pack.Pipeline.OccupancyAsync(encoded.View, new() { Horizons = [1, 2, 3] }, clock, Token);
        return new(encoded.View, forecast);
    }

    private Task<IReadOnlyList<OccupancyFrame>> AheadAsync(Seen of, float[] hiddenScene, float[] hiddenGlobal, IReadOnlyList<FutureMotion> motion) =>
        device.RunAsync(() => new OccupancyReader(pack.Model).Ahead(of.View.Queries, hiddenScene, hiddenGlobal, motion, Made.Ego(), clock).Frames, Token);

    private static void AssertChanged(int[] horizons, IReadOnlyList<OccupancyFrame> before, IReadOnlyList<OccupancyFrame> after)
    {
        int[] changed =
        [
            .. before.Zip(after)
                .Where(f => !f.First.Occupancy.Voxels.SequenceEqual(f.Second.Occupancy.Voxels) || !f.First.Occupancy.Scores.SequenceEqual(f.Second.Occupancy.Scores))
                .Select(f => f.First.Horizon),
        ];
        Assert.Equal(horizons, changed);
    }

    private sealed record Seen(SceneView View, IReadOnlyList<OccupancyFrame> Forecast)
    {
        public float[] HiddenScene => View.Passes[false].Scene;

        public float[] HiddenGlobal => View.Passes[false].Global;

        public FutureMotion[] Motion { get; } = [.. Forecast.Select(f => f.Motion)];
    }
}
