using TorchSharp;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests.Training;

/// <summary>A golden case of golden/llama with the trainable Llama, read from a folder in Hugging Face's form.</summary>
internal sealed class GoldenTrainable : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly GoldenCase _golden;

    public GoldenTrainable(GoldenCase golden, WeightStorage storage = WeightStorage.Full)
    {
        _golden = golden;
        Inputs = golden.Tensors("inputs.safetensors");
        Outputs = golden.Tensors("outputs.safetensors");
        Folder = Path.Combine(Path.GetDirectoryName(Nano.NewFile("x"))!, $"trainable-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Folder);
        Safetensors.Save(Path.Combine(Folder, "model.safetensors"), GoldenWeights.Base(golden));
        File.WriteAllText(Path.Combine(Folder, "config.json"), golden.Meta().GetProperty("config").GetRawText());
        Model = LlamaWeights.ReadHuggingFace(Folder, storage);
        Prefix = golden.Meta().GetProperty("config").GetProperty("visual_prefix").GetInt32();
    }

    public string Folder { get; }

    public LlamaModel Model { get; }

    public int Prefix { get; }

    public Dictionary<string, Tensor> Inputs { get; }

    public Dictionary<string, Tensor> Outputs { get; }

    /// <summary>(B, T, D): the visual prefix, if there is one, then tokens.</summary>
    public Tensor Embeddings(Tensor? visual = null)
    {
        var tokens = Model.Embed(Inputs["input_ids"]);
        return Prefix > 0 ? cat([visual ?? Inputs["visual_embeds"], tokens], 1) : tokens;
    }

    public AttentionPlan Plan(PrefixAttention attention = PrefixAttention.Causal)
    {
        var mask = Inputs["attention_mask"];
        return AttentionPlan.Of((int)mask.shape[0], (int)mask.shape[1], Prefix, attention, mask);
    }

    public Tensor Loss(Tensor logits)
    {
        var labels = Inputs["labels"];
        long t = labels.shape[1];
        return new LanguageLoss().Of(logits.narrow(1, 0, t - 1).flatten(0, 1), labels.narrow(1, 1, t - 1).flatten());
    }

    public LoraAdapter Adapter() => PeftFolder.Read(Path.GetDirectoryName(_golden.File("adapter/adapter_config.json"))!, Model.Config);

    /// <summary>Compares where no place is padding.</summary>
    public void Compare(Tensor actual, string expected)
    {
        var keep = Inputs["attention_mask"].unsqueeze(-1).to_type(ScalarType.Float32);
        Compare(actual * keep, Outputs[expected] * keep, "forward", expected);
    }

    public void Compare(Tensor actual, Tensor expected, string tolerance, string name)
    {
        var bound = _golden.Meta().GetProperty("tolerance").GetProperty(tolerance);
        TensorAssert.Close(
            actual.detach().contiguous().data<float>().ToArray(), expected.contiguous().data<float>().ToArray(),
            bound.GetProperty("atol").GetDouble(), bound.GetProperty("rtol").GetDouble(), name);
    }

    public void Dispose()
    {
        Model.Dispose();
        _scope.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
