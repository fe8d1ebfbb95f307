using VoxPilot.Core.Datasets.Loading;

namespace VoxPilot.Core.Tests.Datasets;

public sealed class PrefetchQueueTests
{
    [Fact]
    public void Results_come_in_the_order_of_the_jobs_however_long_each_takes()
    {
        using PrefetchQueue<int, string> queue = new(Enumerable.Range(0, 200), 4, 6, () => (job, _) =>
        {
            Thread.SpinWait(job * 7919 % 101 * 200);
            return $"{job}";
        });
        for (int i = 0; i < 200; i++)
        {
            Assert.Equal($"{i}", queue.Take(TestContext.Current.CancellationToken));
        }
        Assert.Null(queue.Take(TestContext.Current.CancellationToken));
        Assert.Null(queue.Take(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_failure_comes_after_the_results_before_it()
    {
        using PrefetchQueue<int, string> queue = new(Enumerable.Range(0, 10), 1, 4, () => (job, _) => job < 2 ? $"{job}" : throw new NotSupportedException("two"));
        Assert.Equal("0", queue.Take(TestContext.Current.CancellationToken));
        Assert.Equal("1", queue.Take(TestContext.Current.CancellationToken));
        Assert.Throws<NotSupportedException>(() => queue.Take(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_worker_that_cannot_begin_is_a_failure_and_no_hang()
    {
        using PrefetchQueue<int, string> queue = new(Enumerable.Range(0, 10), 2, 4, () => throw new NotSupportedException("no decoder"));
        Assert.Throws<NotSupportedException>(() => queue.Take(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stopping_wakes_a_consumer_that_waits()
    {
        using ManualResetEventSlim never = new(false);
        PrefetchQueue<int, string> queue = new(Enumerable.Range(0, 10), 1, 4, () => (_, stopped) =>
        {
            never.Wait(stopped);
            return "";
        });
        Task waiting = Task.Run(() => queue.Take(TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        queue.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
    }
}
