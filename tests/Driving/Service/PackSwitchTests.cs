namespace VoxPilot.Driving.Tests.Service;

/// <summary>One pack in place of another while requests come in.</summary>
public sealed class PackSwitchTests : IAsyncDisposable
{
    private readonly FakeTime time = new();
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-switch-").FullName;
    private readonly PackSwitch driving;

    public PackSwitchTests()
    {
        PackCatalog catalog = new(Path.Combine(folder, "home"), Path.Combine(folder, "data"));
        UntrainedPack.Create(Path.Combine(catalog.WritableFolder, "other"), UntrainedPack.NanoConfig(), 5, "other");
        driving = new(new(), catalog, time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await driving.DisposeAsync();
        await driving.DisposeAsync(); // as a container does that knows it under two names
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task New_scenes_go_to_the_new_pack_and_old_ones_are_answered_by_theirs_for_a_while()
    {
        await driving.Ready;
        Scene before = await driving.CreateSceneAsync(MadeFrames.Create(1), new(), Token);
        PackInfo now = await driving.SwitchAsync("other", Token);
        Assert.Equal(("other", "other"), (now.Name, driving.Pack.Name));
        Assert.Equal("other", Assert.Single(driving.Packs, pack => pack.Loaded).Name);
        Scene after = await driving.CreateSceneAsync(MadeFrames.Create(1), new(), Token);
        Assert.Equal(("nano", "other"), (before.Pack.Name, after.Pack.Name));
        Assert.Equal("nano", (await driving.PlanToEndAsync(before, new(), Token)).Pack.Name);
        Assert.Equal("other", (await driving.PlanToEndAsync(after, new(), Token)).Pack.Name);
        Assert.True(driving.TryGetScene(before.Id, out _) && driving.TryGetScene(after.Id, out _));

        time.Advance(TimeSpan.FromSeconds(31));
        Assert.False(driving.TryGetScene(before.Id, out _));
        await Assert.ThrowsAsync<SceneNotFoundException>(() => driving.PlanToEndAsync(before, new(), Token));
        Assert.True(driving.TryGetScene(after.Id, out _));
    }

    [Fact]
    public async Task What_is_at_work_in_the_old_pack_comes_to_its_end()
    {
        await driving.Ready;
        Scene before = await driving.CreateSceneAsync(MadeFrames.Create(1), new(), Token);
        await using IAsyncEnumerator<PlanEvent> plan = driving.PlanAsync(before, new(), Token).GetAsyncEnumerator(Token);
        Assert.True(await plan.MoveNextAsync());
        await driving.SwitchAsync("other", Token);
        time.Advance(TimeSpan.FromSeconds(120)); // long after its scenes' time
        while (plan.Current is not PlanDone)
        {
            Assert.True(await plan.MoveNextAsync());
        }
        Assert.False(await plan.MoveNextAsync());
    }

    [Fact]
    public async Task A_pack_that_cannot_be_used_leaves_the_one_in_service()
    {
        await driving.Ready;
        await Assert.ThrowsAsync<PackException>(() => driving.SwitchAsync("absent", Token));
        string broken = Path.Combine(folder, "data", PackCatalog.FolderName, "other", PackFiles.Perception);
        await File.WriteAllBytesAsync(broken, [1, 2, 3], Token);
        await Assert.ThrowsAsync<PackException>(() => driving.SwitchAsync("other", Token));
        Assert.Equal("nano", driving.Pack.Name);
        await driving.CreateSceneAsync(MadeFrames.Create(1), new(), Token);
    }
}
