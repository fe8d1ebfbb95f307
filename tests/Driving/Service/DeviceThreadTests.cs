#pragma warning disable xUnit1051 // what is tested here is the queue, also without a token
using TorchSharp;

namespace VoxPilot.Driving.Tests.Service;

public sealed class DeviceThreadTests
{
    [Fact]
    public async Task Work_runs_on_one_thread_in_its_order()
    {
        await using DeviceThread device = new("test", 100);
        List<int> order = [];
        Task<int>[] threads = [.. Enumerable.Range(0, 20).Select(i => device.RunAsync(() => { order.Add(i); return Environment.CurrentManagedThreadId; }))];
        Assert.Single((await Task.WhenAll(threads)).Distinct());
        Assert.Equal(Enumerable.Range(0, 20), order);
    }

    [Fact]
    public async Task What_work_throws_comes_to_its_caller_and_the_thread_goes_on()
    {
        await using DeviceThread device = new("test", 100);
        await Assert.ThrowsAsync<InvalidDataException>(() => device.RunAsync<int>(() => throw new InvalidDataException()));
        Assert.Equal(3, await device.RunAsync(() => 3));
    }

    [Fact]
    public async Task A_full_queue_refuses_and_takes_work_again_when_there_is_room()
    {
        await using DeviceThread device = new("test", 2);
        using ManualResetEventSlim gate = new();
        Task<bool> first = device.RunAsync(() => { gate.Wait(); return true; }), second = device.RunAsync(() => true);
        Assert.Throws<OverloadedException>(() => { _ = device.RunAsync(() => true); });
        Assert.Throws<OverloadedException>(device.RequireRoom);
        gate.Set();
        await Task.WhenAll(first, second);
        while (device.Queued > 0)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        Assert.True(await device.RunAsync(() => true));
    }

    [Fact]
    public async Task Work_that_is_cancelled_while_it_waits_never_runs()
    {
        await using DeviceThread device = new("test", 10);
        using ManualResetEventSlim gate = new();
        using CancellationTokenSource cancel = new();
        Task<bool> first = device.RunAsync(() => { gate.Wait(); return true; });
        bool ran = false;
        Task<bool> second = device.RunAsync(() => ran = true, cancel.Token);
        await cancel.CancelAsync();
        gate.Set();
        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(ran);
    }

    [Fact]
    public async Task Tensors_of_an_item_go_with_it_and_have_no_gradient()
    {
        await using DeviceThread device = new("test", 10);
        torch.Tensor made = await device.RunAsync(() =>
        {
            Assert.False(torch.is_grad_enabled());
            return torch.ones(3);
        });
        Assert.True(made.IsInvalid);
        torch.Tensor kept = await device.RunAsync(() => torch.ones(3).DetachFromDisposeScope());
        Assert.False(kept.IsInvalid);
        device.Release(kept);
        await device.RunAsync(() => true);
        Assert.True(kept.IsInvalid);
    }
}
