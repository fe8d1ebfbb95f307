using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Llm;

/// <summary>The update of one projection: x to (α / r) · B A dropout(x), in single precision. A new one is zero: A is random, B is 0.</summary>
internal sealed class LoraMatrices : Module<Tensor, Tensor>
{
    private readonly LoraConfig config;

    /// <summary>A new one.</summary>
    /// <param name="input">Numbers that the projection takes.</param>
    /// <param name="output">Numbers that it gives.</param>
    /// <param name="config">Rank and strength.</param>
    /// <param name="generator">From which A is drawn.</param>
    public LoraMatrices(long input, long output, LoraConfig config, Generator generator) : base(nameof(LoraMatrices))
    {
        this.config = config;
        var bound = 1 / Math.Sqrt(input); // Kaiming's uniform with a = √5, as PEFT
        A = new((rand([config.Rank, input], generator: generator) * 2 - 1) * bound, true);
        B = new(zeros(output, config.Rank), true);
        register_parameter("lora_A", A);
        register_parameter("lora_B", B);
    }

    /// <summary>(r, in).</summary>
    public Parameter A { get; }

    /// <summary>(out, r).</summary>
    public Parameter B { get; }

    /// <summary>What is added to the weight where both are fused, (out, in).</summary>
    public Tensor Update() => matmul(B, A) * config.Scale;

    /// <summary>(…, in) to (…, out).</summary>
    public override Tensor forward(Tensor x)
    {
        var kept = training && config.Dropout > 0 ? functional.dropout(x, config.Dropout) : x;
        return functional.linear(functional.linear(kept, A), B) * config.Scale;
    }
}
