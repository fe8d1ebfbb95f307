namespace VoxPilot.Driving.Tests.Scenes;

public sealed class SceneStoreTests
{
    private readonly FakeTime time = new();
    private readonly List<string> released = [];

    [Fact]
    public void The_least_recently_used_scene_goes_first_when_the_bytes_exceed_the_budget()
    {
        SceneStore<string> store = NewStore(bytes: 300);
        store.Add(NewScene(store, "a"), "a", 100);
        store.Add(NewScene(store, "b"), "b", 100);
        store.Add(NewScene(store, "c"), "c", 100);
        Assert.True(store.TryGet("a", out _)); // a is used, so b is the oldest now

        store.Add(NewScene(store, "d"), "d", 100);

        Assert.Equal(["b"], released);
        Assert.Equal(300, store.Bytes);
        Assert.True(store.TryGet("a", out _) && store.TryGet("c", out _) && store.TryGet("d", out _));
    }

    [Fact]
    public void The_newest_scene_is_kept_even_if_it_alone_exceeds_the_budget()
    {
        SceneStore<string> store = NewStore(bytes: 10);
        store.Add(NewScene(store, "a"), "a", 100);
        Assert.True(store.TryGet("a", out _));
        store.Add(NewScene(store, "b"), "b", 100);
        Assert.Equal(["a"], released);
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public void An_unused_scene_expires_and_every_use_moves_its_expiry_on()
    {
        SceneStore<string> store = NewStore(bytes: 1000);
        store.Add(NewScene(store, "a"), "a", 1);
        store.Add(NewScene(store, "b"), "b", 1);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.True(store.TryGet("a", out Scene? scene));
        Assert.Equal(time.GetUtcNow() + TimeSpan.FromSeconds(60), scene.ExpiresAt);

        time.Advance(TimeSpan.FromSeconds(1));
        store.Sweep();

        Assert.Equal(["b"], released);
        Assert.False(store.TryGet("b", out _));
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(store.TryGet("a", out _));
        Assert.Equal(["b", "a"], released);
        Assert.Equal(0, store.Bytes);
    }

    [Fact]
    public void A_scene_in_use_is_let_go_of_only_when_its_last_lease_ends()
    {
        SceneStore<string> store = NewStore(bytes: 1000);
        store.Add(NewScene(store, "a"), "a", 1);
        SceneStore<string>.Lease first = store.Acquire("a"), second = store.Acquire("a");

        Assert.True(store.Remove("a"));
        Assert.Throws<SceneNotFoundException>(() => store.Acquire("a"));
        first.Dispose();
        first.Dispose(); // ending a lease twice ends it once
        Assert.Empty(released);
        Assert.Equal("a", second.State);
        second.Dispose();
        Assert.Equal(["a"], released);
        Assert.False(store.Remove("a"));
    }

    [Fact]
    public void Ids_are_128_random_bits()
    {
        HashSet<string> ids = [.. Enumerable.Range(0, 1000).Select(_ => SceneId.New())];
        Assert.Equal(1000, ids.Count);
        Assert.All(ids, id => Assert.Matches("^scene-[0-9a-f]{32}$", id));
    }

    private SceneStore<string> NewStore(long bytes) => new(bytes, TimeSpan.FromSeconds(60), time, released.Add);

    private Scene NewScene(SceneStore<string> store, string id) => new()
    {
        Id = id,
        Cameras = [],
        Queries = 1,
        CreatedAt = time.GetUtcNow(),
        ExpiresAt = store.NextExpiry,
        Pack = Made.Pack,
        Timings = new(),
    };
}
