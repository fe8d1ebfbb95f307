using VoxPilot.Core;

namespace VoxPilot.Driving.Tests.Sequences;

public sealed class SequenceStoreTests
{
    private static readonly Rig Six = Made.Rig();
    private readonly FakeTime time = new();
    private readonly List<string> released = [];

    [Fact]
    public async Task A_frame_that_is_not_later_than_the_latest_is_refused()
    {
        SequenceStore<string> store = NewStore();
        await Encode(store, "drive", 10);
        StaleFrameException same = await Assert.ThrowsAsync<StaleFrameException>(() => Encode(store, "drive", 10));
        await Assert.ThrowsAsync<StaleFrameException>(() => Encode(store, "drive", 9.5));
        Assert.Equal((10, 10, "drive"), (same.Timestamp, same.Latest, same.Sequence));
        await Encode(store, "another", 1);
        await Encode(store, "drive", 10.5);
    }

    [Fact]
    public async Task A_frame_that_failed_does_not_make_later_ones_stale()
    {
        SequenceStore<string> store = NewStore();
        using (await store.EnterAsync("drive", 50, Six, TestContext.Current.CancellationToken))
        {
            // it is not committed
        }
        await Encode(store, "drive", 49);
    }

    [Fact]
    public async Task Frames_wait_for_the_frame_before()
    {
        SequenceStore<string> store = NewStore();
        SequenceStore<string>.Turn first = await store.EnterAsync("drive", 1, Six, TestContext.Current.CancellationToken);
        Task<SequenceStore<string>.Turn> second = store.EnterAsync("drive", 2, Six, TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        first.Commit(new(1, Six, null, "1"));
        first.Dispose();
        using SequenceStore<string>.Turn turn = await second;
        Assert.Equal("1", Assert.Single(turn.Past).Features);
    }

    [Fact]
    public async Task Other_cameras_within_a_sequence_are_refused_by_name()
    {
        SequenceStore<string> store = NewStore();
        await Encode(store, "drive", 1);
        InvalidInputException e = await Assert.ThrowsAsync<InvalidInputException>(
            () => store.EnterAsync("drive", 2, new([.. Six.Cameras.Skip(1)]), TestContext.Current.CancellationToken));
        Assert.Equal("rig.cameras", e.Part);
        Assert.Contains("CAM_FRONT", e.Message, StringComparison.Ordinal);
        await Encode(store, "drive", 3);
    }

    [Fact]
    public async Task Old_frames_and_old_sequences_are_let_go_of()
    {
        SequenceStore<string> store = NewStore();
        for (int i = 0; i < 4; i++)
        {
            await Encode(store, "drive", i);
        }
        Assert.Equal(["drive@0", "drive@1"], released);
        time.Advance(TimeSpan.FromSeconds(61));
        store.Sweep();
        Assert.Equal(["drive@0", "drive@1", "drive@2", "drive@3"], released);
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public async Task Of_too_many_sequences_the_least_recently_used_is_forgotten()
    {
        SequenceStore<string> store = NewStore();
        for (int i = 0; i <= SequenceStore<string>.MaximumSequences; i++)
        {
            await Encode(store, $"drive {i}", 1);
            time.Advance(TimeSpan.FromMilliseconds(1));
        }
        store.Sweep();
        Assert.Equal(["drive 0@1"], released);
    }

    private SequenceStore<string> NewStore() => new(2, TimeSpan.FromSeconds(60), time, released.Add);

    private static async Task Encode(SequenceStore<string> store, string name, double timestamp)
    {
        using SequenceStore<string>.Turn turn = await store.EnterAsync(name, timestamp, Six, TestContext.Current.CancellationToken);
        turn.Commit(new(timestamp, Six, null, $"{name}@{timestamp}"));
    }
}
