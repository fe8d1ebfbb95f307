namespace VoxPilot.Driving.Tests.Scenes;

public sealed class SceneStoreTests
{
    private readonly FakeTime time = new();
    private readonly List<string> released = [];
    private readonly Dictionary<string, long> sizes = [];

    [Fact]
    public void The_least_recently_used_scene_goes_first_when_the_bytes_exceed_the_budget()
    {
        SceneStore<string> store = NewStore(bytes: 300);
        Add(store, "a", 100);
        Add(store, "b", 100);
        Add(store, "c", 100);
        Assert.True(store.TryGet("a", out _)); // a is used, so b is the oldest now

        Add(store, "d", 100);

        Assert.Equal(["b"], released);
        Assert.Equal(300, store.Bytes);
        Assert.True(store.TryGet("a", out _) && store.TryGet("c", out _) && store.TryGet("d", out _));
    }

    [Fact]
    public void The_newest_scene_is_kept_even_if_it_alone_exceeds_the_budget()
    {
        SceneStore<string> store = NewStore(bytes: 10);
        Add(store, "a", 100);
        Assert.True(store.TryGet("a", out _));
        Add(store, "b", 100);
        Assert.Equal(["a"], released);
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public void An_unused_scene_expires_and_every_use_moves_its_expiry_on()
    {
        SceneStore<string> store = NewStore(bytes: 1000);
        Add(store, "a", 1);
        Add(store, "b", 1);
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
        Add(store, "a", 1);
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
    public void A_scene_that_grew_in_use_is_weighed_again_and_makes_older_ones_go()
    {
        SceneStore<string> store = NewStore(bytes: 300);
        Add(store, "a", 100);
        Add(store, "b", 100);
        using (store.Acquire("b"))
        {
            sizes["b"] = 180;
            Assert.Equal(200, store.Bytes);
        }
        Assert.Equal(280, store.Bytes);
        Assert.Empty(released);

        store.Acquire("b").Dispose(); // nothing has grown
        Assert.Equal(280, store.Bytes);
        using (store.Acquire("b"))
        {
            sizes["b"] = 400;
        }
        Assert.Equal(["a"], released);
        Assert.Equal((1, 400), (store.Count, store.Bytes));
    }

    [Fact]
    public void A_scene_that_grew_and_is_the_oldest_goes_itself_and_only_once()
    {
        SceneStore<string> store = NewStore(bytes: 300);
        Add(store, "a", 100);
        SceneStore<string>.Lease first = store.Acquire("a"), second = store.Acquire("a");
        Add(store, "b", 100);
        sizes["a"] = 250;
        first.Dispose();
        Assert.False(store.TryGet("a", out _));
        Assert.Equal(100, store.Bytes);
        Assert.Empty(released); // the second lease still holds it
        second.Dispose();
        Assert.Equal(["a"], released);
        Assert.Equal(100, store.Bytes);
    }

    [Fact]
    public void Ids_are_128_random_bits()
    {
        HashSet<string> ids = [.. Enumerable.Range(0, 1000).Select(_ => SceneId.New())];
        Assert.Equal(1000, ids.Count);
        Assert.All(ids, id => Assert.Matches("^scene-[0-9a-f]{32}$", id));
    }

    private SceneStore<string> NewStore(long bytes) => new(bytes, TimeSpan.FromSeconds(60), time, state => sizes[state], released.Add);

    private void Add(SceneStore<string> store, string id, long size)
    {
        sizes[id] = size;
        store.Add(NewScene(store, id), id);
    }

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
