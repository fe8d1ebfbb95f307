using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests;

public sealed class ErrorTests
{
    [Fact]
    public void A_failure_carries_libtorchs_message_and_no_stack_frames()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ExternalException>(() => ones(2, 3).matmul(ones(2, 3)));
        Assert.Equal("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", error.Message);
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_are_named()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ExternalException>(() => ones(2) + ones(3));
        Assert.Contains("size of tensor a (2) must match the size of tensor b (3)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_works_after_one_that_failed()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ExternalException>(() => cat([ones(2, 2), ones(3, 3)]));
        Assert.Equal(4f, cat([ones(2), ones(2)]).sum().item<float>());
    }

    [Fact]
    public void Use_after_dispose_is_an_exception_everywhere()
    {
        Tensor gone = ones(2), other = ones(2);
        gone.Dispose();
        Action[] uses =
        [
            () => _ = gone.shape, () => _ = gone.dtype, () => gone.sum(), () => _ = gone + other, () => _ = other + gone, () => gone.item<float>(),
            () => gone.data<float>(), () => cat([other, gone]), () => gone.backward(), () => gone.requires_grad = true, () => _ = gone.grad,
            () => other.copy_(gone), () => _ = gone[0], () => gone.Equals(other), () => nn.functional.linear(other, gone), () => _ = gone.bytes,
        ];
        Assert.All(uses, static use => Assert.Throws<ObjectDisposedException>(use));
        Assert.Equal("(disposed)", gone.ToString());
        other.Dispose();
    }

    [Fact]
    public void Item_wants_one_element()
    {
        using Tensor two = ones(2);
        Assert.Contains("it is 2", Assert.Throws<ArgumentException>(() => two.item<float>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_elements_as_another_type_is_refused()
    {
        using Tensor floats = ones(2);
        Assert.Contains("Float32", Assert.Throws<ArgumentException>(() => floats.data<double>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_device_is_named() =>
        Assert.Contains("'gpu:0'", Assert.Throws<ArgumentException>(() => new Device("gpu:0")).Message, StringComparison.Ordinal);

    [Fact]
    public void Backward_without_a_graph_says_so()
    {
        using Tensor leaf = ones(1);
        Assert.Contains("does not require grad", Assert.Throws<ExternalException>(() => leaf.backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_backward_without_retaining_says_so()
    {
        using var scope = NewDisposeScope();
        Tensor y = (ones([1], requires_grad: true) * ones([1], requires_grad: true)).sum();
        y.backward();
        Assert.Contains("a second time", Assert.Throws<ExternalException>(() => y.backward()).Message, StringComparison.Ordinal);
    }
}
