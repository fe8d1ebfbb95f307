using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests;

public sealed class TensorMemoryTests
{
    [Fact]
    public void A_span_reads_and_writes_the_tensor()
    {
        using Tensor t = zeros(2, 3);
        t.Span<float>()[4] = 7;
        Assert.Equal(7f, t[1, 1].item<float>());
    }

    [Fact]
    public void A_span_of_another_type_or_of_scattered_elements_is_refused()
    {
        using var scope = NewDisposeScope();
        Tensor t = zeros(2, 3);
        Assert.Throws<ArgumentException>(() => t.Span<double>().Length);
        Assert.Contains("not contiguous", Assert.Throws<ArgumentException>(() => t.t().Span<float>().Length).Message, StringComparison.Ordinal);
    }

    [Fact]
    public unsafe void Borrowed_memory_is_shared_and_given_back_with_the_last_view()
    {
        float* memory = (float*)NativeMemory.Alloc(6, sizeof(float));
        new Span<float>(memory, 6).Fill(1);
        bool released = false;
        Tensor t = TensorMemory.Borrow(memory, [2, 3], float32, () => released = true);
        Tensor row = t[1];
        row.mul_(5);
        Assert.Equal([1f, 1, 1, 5, 5, 5], new ReadOnlySpan<float>(memory, 6).ToArray());
        t.Dispose();
        Assert.False(released);
        row.Dispose();
        Assert.True(released);
        NativeMemory.Free(memory);
    }
}
