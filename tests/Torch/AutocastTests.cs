using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests;

public sealed class AutocastTests
{
    [Fact]
    public void Products_and_convolutions_are_bfloat16_inside_and_single_outside()
    {
        using DisposeScope scope = NewDisposeScope();
        Linear linear = nn.Linear(16, 8);
        Conv2d convolution = nn.Conv2d(3, 8, 3);
        Tensor x = randn(4, 16), image = randn(2, 3, 10, 10);
        using (new Autocast(DeviceType.CPU))
        {
            Assert.True(Autocast.IsEnabled(DeviceType.CPU));
            Assert.Equal(ScalarType.BFloat16, linear.forward(x).dtype);
            Assert.Equal(ScalarType.BFloat16, convolution.forward(image).dtype);
            Assert.Equal(ScalarType.BFloat16, x.matmul(x.t()).dtype);
            Assert.Equal(ScalarType.Float32, (x + x).dtype);
        }
        Assert.False(Autocast.IsEnabled(DeviceType.CPU));
        Assert.Equal(ScalarType.Float32, linear.forward(x).dtype);
        Assert.Equal(ScalarType.Float32, convolution.forward(image).dtype);
    }

    [Fact]
    public void Off_inside_on_is_single_precision_and_on_again_after_it()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = randn(4, 4);
        using Autocast on = new(DeviceType.CPU);
        using (Autocast.Off(DeviceType.CPU))
        {
            Assert.Equal(ScalarType.Float32, x.matmul(x).dtype);
        }
        Assert.Equal(ScalarType.BFloat16, x.matmul(x).dtype);
    }

    [Fact]
    public void Gradients_are_single_and_close_to_those_of_single_precision()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(5);
        Sequential chain = nn.Sequential(nn.Conv2d(3, 16, 3, padding: 1), nn.ReLU(), nn.Conv2d(16, 8, 3, stride: 2), nn.Flatten(), nn.Linear(8 * 4 * 4, 5));
        Tensor image = randn(6, 3, 10, 10);
        Tensor[] Gradients(bool lower)
        {
            chain.zero_grad();
            Tensor loss;
            using (new Autocast(DeviceType.CPU, enabled: lower))
            {
                loss = chain.forward(image).to_type(ScalarType.Float32).square().mean();
            }
            loss.backward();
            return [.. chain.parameters().Select(p => p.grad!.clone())];
        }
        foreach ((Tensor single, Tensor lower) in Gradients(false).Zip(Gradients(true)))
        {
            Assert.Equal(ScalarType.Float32, lower.dtype);
            double error = ((single - lower).norm() / single.norm()).item<float>();
            Assert.True(error < 0.1, $"A gradient of shape ({string.Join(", ", single.shape)}) is {error:P1} off.");
        }
    }

    [Fact]
    public void A_weight_used_first_without_recording_gets_its_gradient_all_the_same()
    {
        using DisposeScope scope = NewDisposeScope();
        Linear linear = nn.Linear(4, 4);
        Tensor x = randn(2, 4), loss;
        using (new Autocast(DeviceType.CPU))
        {
            using (no_grad())
            {
                linear.forward(x);
            }
            loss = linear.forward(x).to_type(ScalarType.Float32).sum();
        }
        loss.backward();
        Assert.NotNull(linear.weight.grad);
    }

    [Fact]
    public void Normalisations_after_a_product_are_in_single_precision()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = randn(4, 16), loss;
        LayerNorm layer = nn.LayerNorm(16);
        using (new Autocast(DeviceType.CPU))
        {
            Tensor product = x.matmul(x.t().matmul(x));
            Tensor group = nn.GroupNorm(4, 16).forward(product), normal = layer.forward(product);
            Assert.Equal(ScalarType.Float32, normal.dtype);
            Assert.Equal(ScalarType.Float32, group.dtype);
            loss = normal.square().sum();
        }
        loss.backward();
        Assert.NotNull(layer.weight!.grad);
    }

    [Fact]
    public void What_was_changed_between_two_scopes_is_cast_anew()
    {
        using DisposeScope scope = NewDisposeScope();
        Linear linear = nn.Linear(1, 1, hasBias: false);
        float Product()
        {
            using Autocast _ = new(DeviceType.CPU);
            return linear.forward(ones(1, 1)).to_type(ScalarType.Float32).item<float>();
        }
        using (no_grad())
        {
            linear.weight.fill_(1);
        }
        Assert.Equal(1f, Product());
        using (no_grad())
        {
            linear.weight.fill_(3);
        }
        Assert.Equal(3f, Product());
    }

    [Fact]
    public void Another_device_or_type_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Autocast(DeviceType.META));
        Assert.Throws<ArgumentException>(() => new Autocast(DeviceType.CPU, ScalarType.Float16));
    }

    [Fact]
    public void The_processor_has_bfloat16_where_the_system_says_so()
    {
        if (!File.Exists("/proc/cpuinfo"))
            Assert.Skip("The system keeps no list of the processor's features in /proc/cpuinfo.");
        string[] flags = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("flags", StringComparison.Ordinal)).Split(' ');
        Assert.Equal(flags.Contains("avx512_bf16") || flags.Contains("amx_bf16"), TorchDevice.HasFastBFloat16(CPU));
        Assert.False(TorchDevice.HasFastBFloat16(META));
    }
}
