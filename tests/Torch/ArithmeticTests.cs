using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests;

public sealed class ArithmeticTests
{
    [Fact]
    public void Operators_give_what_the_hand_computes()
    {
        using var scope = NewDisposeScope();
        Tensor a = tensor(new float[] { 1, 2, 3, 4 }).reshape(2, 2);
        Tensor b = tensor(new float[] { 10, 20, 30, 40 }, [2, 2]);
        Assert.Equal([11f, 22, 33, 44], (a + b).data<float>().ToArray());
        Assert.Equal([9f, 18, 27, 36], (b - a).data<float>().ToArray());
        Assert.Equal([10f, 40, 90, 160], (a * b).data<float>().ToArray());
        Assert.Equal([10f, 10, 10, 10], (b / a).data<float>().ToArray());
        Assert.Equal([2f, 1, 2f / 3, 0.5f], (2 / a).data<float>().ToArray());
        Assert.Equal([0f, -1, -2, -3], (1 - a).data<float>().ToArray());
        Assert.Equal([1f, 0, 1, 0], (a % 2).data<float>().ToArray());
        Assert.Equal([-1f, -2, -3, -4], (-a).data<float>().ToArray());
        Assert.Equal([2.5f, 3.5f, 4.5f, 5.5f], (a + 1.5).data<float>().ToArray());
        Assert.Equal([false, false, true, true], (a > 2).data<bool>().ToArray());
        Assert.Equal([70f, 100, 150, 220], a.matmul(b).data<float>().ToArray());
        Assert.Equal([70f, 100, 150, 220], einsum("ij,jk->ik", a, b).data<float>().ToArray());
    }

    [Fact]
    public void Work_in_place_changes_the_tensor_itself()
    {
        using var scope = NewDisposeScope();
        Tensor a = ones(3);
        Tensor same = a.add_(2).mul_(3).sub_(tensor(new[] { 1f, 2, 3 }));
        Assert.Same(a, same);
        Assert.Equal([8f, 7, 6], a.data<float>().ToArray());
    }

    [Fact]
    public void Gradients_of_a_product_are_the_other_factor()
    {
        using var scope = NewDisposeScope();
        Tensor a = tensor(new[] { 1f, 2 }, requires_grad: true), b = tensor(new[] { 3f, 4 }, requires_grad: true);
        (a * b).sum().backward();
        Assert.Equal([3f, 4], a.grad!.data<float>().ToArray());
        Assert.Equal([1f, 2], b.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Reductions_give_what_the_hand_computes()
    {
        using var scope = NewDisposeScope();
        Tensor a = arange(6, float32).reshape(2, 3);
        Assert.Equal(15f, a.sum().item<float>());
        Assert.Equal([3f, 5, 7], a.sum(0L).data<float>().ToArray());
        Assert.Equal([1f, 4], a.mean([1]).data<float>().ToArray());
        Assert.Equal([2L, 2], a.argmax(1).data<long>().ToArray());
        (Tensor values, Tensor indexes) = a.max(1);
        Assert.Equal([2f, 5], values.data<float>().ToArray());
        Assert.Equal([2L, 2], indexes.data<long>().ToArray());
        Assert.Equal([0f, 1, 3, 3, 7, 12], a.cumsum(1).data<float>().ToArray());
        Assert.Equal(Math.Sqrt(55), a.norm().item<double>(), 5);
        Assert.Equal([1f, 1], a.std(1).data<float>().ToArray());
    }
}
