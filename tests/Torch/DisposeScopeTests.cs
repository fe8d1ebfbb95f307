using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests;

[Collection("live tensors")]
public sealed class DisposeScopeTests
{
    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        Tensor made;
        using (NewDisposeScope())
            made = ones(2) + 1;
        Assert.True(made.IsInvalid);
        Assert.Throws<ObjectDisposedException>(() => made + 1);
    }

    [Fact]
    public void What_moves_outward_lives_until_the_outer_scope_ends()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor kept;
        using (NewDisposeScope())
            kept = (ones(2) + 1).MoveToOuterDisposeScope();
        Assert.Equal([2f, 2], kept.data<float>().ToArray());
        Assert.True(outer.Contains(kept));
        outer.Dispose();
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void What_is_detached_outlives_all_scopes()
    {
        Tensor kept;
        using (NewDisposeScope())
        using (NewDisposeScope())
            kept = ones(1).DetachFromDisposeScope();
        Assert.Equal(1f, kept.item<float>());
        kept.Dispose();
    }

    [Fact]
    public void A_scope_can_keep_a_few_and_dispose_the_rest()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = ones(1), b = ones(1), c = ones(1);
        scope.DisposeEverythingBut(b);
        Assert.True(a.IsInvalid && c.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
        Assert.Equal(1f, b.item<float>());
    }

    [Fact]
    public void Disposing_by_hand_tells_the_scope()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = ones(1), b = ones(1);
        a.Dispose();
        a.Dispose();
        Assert.Equal(1, scope.DisposablesCount);
        Assert.False(b.IsInvalid);
    }

    [Fact]
    public void Scopes_belong_to_their_thread()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor? elsewhere = null;
        var thread = new Thread(() => elsewhere = ones(1));
        thread.Start();
        thread.Join();
        Assert.Equal(0, scope.DisposablesCount);
        Assert.Null(elsewhere!.OwningDisposeScope);
        elsewhere.Dispose();
    }

    [Fact]
    public void A_hundred_thousand_operations_in_scopes_leak_nothing()
    {
        using Tensor weight = ones([64, 64], requires_grad: true);
        void Run(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor x = ones(64, 64);
                for (int j = 0; j < 7; j++)
                    x = (x * 0.5 + weight).relu();
                x[TensorIndex.Ellipsis, TensorIndex.Slice(0, 8)].sum().backward();
            }
        }

        Run(300);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long tensors = Tensor.TotalCount, bytes = Resident();
        Run(4000);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Assert.InRange(Tensor.TotalCount - tensors, long.MinValue, 0);
        Assert.InRange(Resident() - bytes, long.MinValue, 48L << 20);
    }

    [Fact]
    public void Tensors_nobody_holds_are_released_by_the_collector()
    {
        long before = Tensor.TotalCount;
        MakeMany();
        for (int i = 0; i < 20 && Tensor.TotalCount > before; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.InRange(Tensor.TotalCount - before, long.MinValue, 0);

        static void MakeMany()
        {
            for (int i = 0; i < 1000; i++)
                _ = ones(16);
        }
    }

    private static long Resident()
    {
        using Process process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
