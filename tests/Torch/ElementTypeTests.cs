using TorchSharp;
using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests;

public sealed class ElementTypeTests
{
    [Fact]
    public void Bfloat16_keeps_eight_bits_and_rounds_to_even()
    {
        using var scope = NewDisposeScope();
        float[] values = [1f, 1.00390625f, 1.01171875f, 3.14159274f, -0.1f, 65504f];
        Tensor t = tensor(values).to(bfloat16);
        Assert.Equal(ScalarType.BFloat16, t.dtype);
        Assert.Equal(values.Select(static v => (float)new BFloat16(v)), t.@float().data<float>().ToArray());
        Assert.Equal(values.Select(static v => new BFloat16(v)), t.data<BFloat16>().ToArray());
        Assert.Equal(ScalarType.BFloat16, (t + t).dtype);
        Assert.Equal(2f, (t + t)[0].ToSingle());
    }

    [Fact]
    public void Matrices_multiply_in_bfloat16()
    {
        using var scope = NewDisposeScope();
        Tensor a = ones([32, 64], bfloat16), b = full([64, 16], 0.5, bfloat16);
        Tensor product = a.matmul(b);
        Assert.Equal(ScalarType.BFloat16, product.dtype);
        Assert.All(product.@float().data<float>().ToArray(), static v => Assert.Equal(32f, v));
    }

    [Fact]
    public void Channels_last_keeps_the_values_and_moves_the_strides()
    {
        using var scope = NewDisposeScope();
        Tensor t = arange(2 * 3 * 4 * 5, float32).reshape(2, 3, 4, 5);
        Tensor last = t.ChannelsLast();
        Assert.Equal([60L, 1, 15, 3], last.stride());
        Assert.True(last.IsContiguous(memory_format.channels_last));
        Assert.False(last.is_contiguous());
        Assert.True(last.Equals(t));
        Assert.Equal(t.data<float>().ToArray(), last.data<float>().ToArray());
        Assert.Equal(17f, last.data<float>()[0, 0, 3, 2]);
        Tensor weight = randn([2, 3, 3, 3]);
        Tensor plain = nn.functional.conv2d(t, weight), moved = nn.functional.conv2d(last, weight.ChannelsLast());
        Assert.True(moved.IsContiguous(memory_format.channels_last));
        Assert.True(plain.allclose(moved, 1e-4, 1e-3));
    }

    [Fact]
    public void Arrays_of_every_element_type_go_in_and_come_out()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([1, 2], tensor(new[] { 1, 2 }).data<int>().ToArray());
        Assert.Equal([1L, 2], tensor(new[] { 1L, 2 }).data<long>().ToArray());
        Assert.Equal([true, false], tensor(new[] { true, false }).data<bool>().ToArray());
        Assert.Equal([(byte)1, (byte)255], tensor(new byte[] { 1, 255 }).data<byte>().ToArray());
        Assert.Equal([(Half)1.5], tensor(new[] { (Half)1.5 }).data<Half>().ToArray());
        Assert.Equal([2L, 3], from_array(new[,] { { 1f, 2, 3 }, { 4, 5, 6 } }).shape);
        Assert.Equal(6f, ((float[,])from_array(new[,] { { 1f, 2, 3 }, { 4, 5, 6 } }).data<float>().ToNDArray())[1, 2]);
        Assert.Equal(ScalarType.Int64, arange(3).dtype);
        Assert.Equal(ScalarType.Float32, arange(0, 1, 0.25).dtype);
        Assert.Equal(ScalarType.Float32, full(2, 1.5).dtype);
    }

    [Fact]
    public void Items_convert_where_the_type_is_another()
    {
        using Tensor t = tensor(3.75);
        Assert.Equal(3.75f, t.item<float>());
        Assert.Equal(3, tensor(3L).item<int>());
        Assert.Equal(3.75, (double)t);
        Assert.True((bool)(t > 3));
    }

    [Fact]
    public void Bytes_show_the_memory_of_a_contiguous_tensor()
    {
        using Tensor t = tensor(new[] { 1f, 2 });
        t.bytes[3] = 0x40;
        t.bytes[2] = 0;
        Assert.Equal([2f, 2], t.data<float>().ToArray());
    }
}
