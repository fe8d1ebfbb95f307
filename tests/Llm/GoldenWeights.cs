using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests;

/// <summary>Weights of a golden Llama without its adapter.</summary>
internal static class GoldenWeights
{
    /// <summary>By Hugging Face's names. Where weights.safetensors holds the adapter merged in already (as merged_weights_layer0 tells), it is taken out again: W - α/r B A.</summary>
    public static Dictionary<string, Tensor> Base(GoldenCase golden)
    {
        var weights = golden.Tensors("weights.safetensors");
        var merged = golden.Tensors("merged_weights_layer0.safetensors");
        if (merged.Any(m => (m.Value - weights[m.Key]).abs().max().item<float>() > 0))
        {
            return weights;
        }

        var adapter = golden.Tensors("adapter/adapter_model.safetensors");
        var scale = golden.Meta().GetProperty("lora").GetProperty("scale").GetDouble();
        return weights.ToDictionary(w => w.Key, w =>
        {
            var name = "base_model.model." + w.Key[..^".weight".Length];
            return adapter.TryGetValue(name + ".lora_A.weight", out var a) ? w.Value - adapter[name + ".lora_B.weight"].matmul(a) * scale : w.Value;
        });
    }
}
