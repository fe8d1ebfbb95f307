using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Llm;

/// <summary>A linear layer of a Llama, y = W x, without bias, beside which a LoRA may stand (<see cref="LoraAdapter"/>).</summary>
internal sealed class Projection : Module<Tensor, Tensor>
{
    private const double Largest = 127, Least = 1e-12;

    private readonly Tensor weight;   // (out, in)
    private readonly Tensor? scales;  // (out, 1), of 8-bit weights

    /// <summary>With weights yet to be read.</summary>
    public Projection(long input, long output, WeightStorage storage) : base(nameof(Projection))
    {
        if (storage == WeightStorage.EightBit)
        {
            (weight, scales) = (zeros(output, input, dtype: ScalarType.Int8), ones(output, 1));
            register_buffer("weight", weight);
            register_buffer("scales", scales);
            return;
        }

        var kept = new Parameter(zeros(output, input, dtype: storage == WeightStorage.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32), true);
        register_parameter("weight", kept);
        weight = kept;
    }

    /// <summary>The LoRA beside it; null: none.</summary>
    public LoraMatrices? Lora { get; set; }

    /// <summary>The weight in single precision, (out, in).</summary>
    public Tensor Weight() => scales is null ? weight.to_type(ScalarType.Float32) : weight.to_type(ScalarType.Float32) * scales;

    /// <summary>Takes another weight over, rounded to how it is stored.</summary>
    public void Set(Tensor values)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        if (scales is null)
        {
            weight.copy_(values);
            return;
        }

        scales.copy_((values.abs().amax([-1], keepdim: true) / Largest).clamp(min: Least));
        weight.copy_((values / scales).round());
    }

    /// <summary>(…, in) to (…, out), of the input's type. The LoRA's part is computed in single precision.</summary>
    public override Tensor forward(Tensor x)
    {
        var w = scales is null ? weight : Constant();
        var y = functional.linear(x.to_type(w.dtype), w).to_type(x.dtype);
        return Lora is null ? y : y + Lora.forward(x.to_type(ScalarType.Float32)).to_type(x.dtype);
    }

    // Widened anew in each pass, so that only the layer at hand has it in full.
    private Tensor Constant()
    {
        using var _ = no_grad();
        return Weight();
    }
}
