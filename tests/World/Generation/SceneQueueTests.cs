using System.Collections.Concurrent;
using VoxPilot.World.Generation;

namespace VoxPilot.World.Tests.Generation;

public sealed class SceneQueueTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Every_key_frame_is_made_once_and_scenes_end_after_their_last(int threads)
    {
        ConcurrentDictionary<(int, int), int> made = [];
        ConcurrentBag<int> finished = [];
        Queue(7, (_, scene, keyframe) => made.AddOrUpdate((scene.Index, keyframe), 1, (_, n) => n + 1), scene =>
        {
            Assert.All(Enumerable.Range(0, scene.Index + 1), k => Assert.True(made.ContainsKey((scene.Index, k))));
            finished.Add(scene.Index);
        }).Run(threads, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 7).Sum(i => i + 1), made.Count);
        Assert.All(made.Values, times => Assert.Equal(1, times));
        Assert.Equal(Enumerable.Range(0, 7), finished.Order());
    }

    [Fact]
    public void A_fault_ends_all_threads_and_is_told()
    {
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() =>
            Queue(50, (_, scene, _) => { if (scene.Index == 3) { throw new InvalidOperationException("disk full"); } }, _ => { }).Run(3, TestContext.Current.CancellationToken));
        Assert.Equal("disk full", fault.Message);
    }

    [Fact]
    public void It_stops_after_the_pieces_in_hand()
    {
        using CancellationTokenSource stop = new();
        int made = 0, late = 0;
        Assert.Throws<OperationCanceledException>(() => Queue(1000, (_, _, _) =>
        {
            Interlocked.Add(ref late, stop.IsCancellationRequested ? 1 : 0);
            if (Interlocked.Increment(ref made) == 20)
            {
                stop.Cancel();
            }
        }, _ => { }).Run(2, stop.Token));
        Assert.InRange(late, 0, 2);
    }

    private static SceneQueue<Scene, Worker> Queue(int scenes, Action<Worker, Scene, int> keyframe, Action<Scene> finish) => new(scenes)
    {
        Prepare = i => (new(i), i + 1),
        Worker = () => new(),
        Keyframe = keyframe,
        Finish = finish,
    };

    private sealed record Scene(int Index);

    private sealed class Worker;
}
