using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests;

public sealed class GradModeTests
{
    [Fact]
    public void No_grad_records_nothing_and_ends_with_its_scope()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([2], requires_grad: true);
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
                Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }

        Assert.True((x * 2).requires_grad);
    }

    [Fact]
    public void Tensors_of_inference_mode_take_no_part_in_recording()
    {
        using var scope = NewDisposeScope();
        Tensor made;
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            made = ones(2) * 3;
        }

        Tensor x = ones([2], requires_grad: true);
        Assert.Contains("Inference tensors cannot be saved for backward", Assert.Throws<ExternalException>(() => x * made).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_accumulate_until_they_are_cleared()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([2], requires_grad: true);
        Assert.Null(x.grad);
        (x * 3).sum().backward();
        (x * 4).sum().backward();
        Assert.Equal([7f, 7], x.grad!.data<float>().ToArray());
        Assert.Same(x.grad, x.grad);
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void Grad_gives_gradients_and_accumulates_none()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new[] { 3.0 }, requires_grad: true), unused = ones([1], requires_grad: true);
        Tensor y = x.pow(3);
        Tensor slope = autograd.grad([y], [x], create_graph: true)[0];
        Assert.Equal(27.0, slope.item<double>());
        Assert.Equal(18.0, autograd.grad([slope], [x], retain_graph: true)[0].item<double>());
        Assert.Null(x.grad);
        Assert.True(autograd.grad([x.pow(2)], [unused], allow_unused: true)[0].IsInvalid);
    }

    [Fact]
    public void A_leafs_flag_can_change_and_anothers_cannot()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones(2);
        Assert.True(x.requires_grad_().requires_grad);
        Tensor y = x * 2;
        Assert.False(y.is_leaf);
        Assert.Contains("leaf", Assert.Throws<ExternalException>(() => y.requires_grad = false).Message, StringComparison.Ordinal);
        y.retain_grad();
        y.sum().backward();
        Assert.Equal([1f, 1], y.grad!.data<float>().ToArray());
        Assert.False(y.detach().requires_grad);
    }

    [Fact]
    public void Only_floating_tensors_can_have_gradients() =>
        Assert.Contains("floating point", Assert.Throws<ExternalException>(() => arange(3).requires_grad_()).Message, StringComparison.Ordinal);
}
