using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests;

public sealed class CudaTests
{
    [Fact]
    public void A_product_on_the_device_is_that_of_the_CPU()
    {
        RequireCuda();
        using var scope = NewDisposeScope();
        Tensor a = randn([64, 32]), b = randn([32, 16]);
        Tensor product = a.cuda().matmul(b.cuda());
        Assert.True(product.is_cuda);
        Assert.True(product.cpu().allclose(a.matmul(b), 1e-3, 1e-3));
        cuda.synchronize();
    }

    [Fact]
    public void A_gradient_on_the_device_comes_back_from_libtorchs_own_thread()
    {
        RequireCuda();
        using var scope = NewDisposeScope();
        Tensor x = ones([3], device: CUDA, requires_grad: true);
        (x * x).sum().backward();
        Assert.Equal([2f, 2, 2], x.grad!.cpu().data<float>().ToArray());
    }

    [Fact]
    public void Asking_for_a_device_that_is_not_there_fails_with_a_message()
    {
        if (cuda.is_available())
            Assert.Skip("CUDA is available here.");
        using Tensor t = ones(1);
        Assert.ThrowsAny<Exception>(() => t.cuda());
        Assert.Equal(0, cuda.device_count());
    }

    private static void RequireCuda()
    {
        if (!cuda.is_available())
            Assert.Skip("torch.cuda.is_available() is false on this machine.");
    }
}
