using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace VoxPilot.Bench.Parts;

/// <summary>What a call of an operator costs when the operator itself has nothing to do.</summary>
[MemoryDiagnoser]
public class TorchCallBenchmark
{
    private Tensor left = ones(1);
    private Tensor right = ones(1);
    private Tensor weight = ones([1], requires_grad: true);

    [GlobalSetup]
    public void Setup()
    {
        set_num_threads(1);
        left = ones(1).DetachFromDisposeScope();
        right = ones(1).DetachFromDisposeScope();
        weight = ones([1], requires_grad: true);
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        left.Dispose();
        right.Dispose();
        weight.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Add_without_gradient() => (left + right).Dispose();

    [Benchmark]
    public void Add_with_gradient() => (left + weight).Dispose();

    [Benchmark]
    public void Add_in_a_dispose_scope()
    {
        using DisposeScope scope = NewDisposeScope();
        _ = left + right;
    }

    [Benchmark]
    public void Add_a_number() => (left + 1.5).Dispose();

    [Benchmark]
    public void Sum_along_a_dimension() => left.sum(0L).Dispose();

    [Benchmark]
    public long Read_a_size() => left.size(0);

    [Benchmark]
    public float Read_an_item() => left.item<float>();
}
