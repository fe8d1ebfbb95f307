namespace VoxPilot.Driving.Tests.Service;

public sealed class ServiceLifeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_says_that_it_is_loading_until_it_is_ready()
    {
        VoxPilot.Core.Frame frame = MadeFrames.Create(1);
        await using DrivingService service = DrivingService.Start(new(), NanoFixture.Catalog);
        if (!service.Progress.Ready)
        {
            PackNotReadyException e = await Assert.ThrowsAsync<PackNotReadyException>(() => service.CreateSceneAsync(frame, new(), Token));
            Assert.Null(e.Progress.Failure);
        }
        await service.Ready;
        Assert.Equal(new LoadProgress(true, "ready", 1), service.Progress);
        Assert.Equal("nano", service.Pack.Name);
        Assert.True(Assert.Single(service.Packs).Loaded);
    }

    [Fact]
    public async Task A_pack_that_does_not_exist_is_named()
    {
        await using DrivingService service = DrivingService.Start(new() { Pack = "absent" }, NanoFixture.Catalog);
        await Assert.ThrowsAsync<PackException>(() => service.Ready);
        Assert.Contains("absent", service.Progress.Failure, StringComparison.Ordinal);
        PackNotReadyException e = Assert.Throws<PackNotReadyException>(() => service.Pack);
        Assert.Contains("absent", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scenes_expire_by_the_clock()
    {
        FakeTime time = new();
        await using DrivingService service = await NanoFixture.StartAsync(new() { SceneLifetimeSeconds = 60 }, time);
        Scene scene = await service.CreateSceneAsync(MadeFrames.Create(1), new(), Token);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(service.TryGetScene(scene.Id, out _));
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.False(service.TryGetScene(scene.Id, out _));
        Assert.Equal(0, service.Load.Scenes);
    }

    [Fact]
    public async Task More_requests_than_may_wait_are_refused_with_a_time_to_retry()
    {
        await using DrivingService service = await NanoFixture.StartAsync(new() { QueueLimit = 2 });
        Task<Scene>[] all = [.. Enumerable.Range(0, 24).Select(i => Task.Run(() => service.CreateSceneAsync(MadeFrames.Create(1), new(), Token)))];
        await Task.WhenAny(Task.WhenAll(all));
        Assert.Contains(all, t => t.IsCompletedSuccessfully);
        Assert.Contains(all, t => t.IsFaulted);
        Assert.All(all.Where(t => t.IsFaulted), t => Assert.InRange(Assert.IsType<OverloadedException>(t.Exception!.InnerException).RetryAfter.TotalSeconds, 1, 60));
        await service.CreateSceneAsync(MadeFrames.Create(1), new(), Token);
    }
}
