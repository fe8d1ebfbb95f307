using TorchSharp;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Teachers;

/// <summary>Made-up weights under the names that OpenCLIP's image towers have, listed here by hand and not taken from the code under test.</summary>
internal sealed class OpenClipWeights
{
    private readonly Dictionary<string, (long[] Shape, float[] Values)> tensors = new(StringComparer.Ordinal);

    public float[] this[string name] => tensors[name].Values;

    public bool Has(string name) => tensors.ContainsKey(name);

    /// <summary>timm's ConvNeXt, names without a prefix.</summary>
    public static OpenClipWeights ConvNext(int[] depths, int[] widths)
    {
        OpenClipWeights made = new();
        made.Layer("stem.0", widths[0], 3, 4, 4);
        made.Norm("stem.1", widths[0]);
        for (int s = 0; s < depths.Length; s++)
        {
            int c = widths[s];
            if (s > 0)
            {
                made.Norm($"stages.{s}.downsample.0", widths[s - 1]);
                made.Layer($"stages.{s}.downsample.1", c, widths[s - 1], 2, 2);
            }
            for (int b = 0; b < depths[s]; b++)
            {
                string block = $"stages.{s}.blocks.{b}.";
                made.Add(block + "gamma", 0.5f, 0.7f, c);
                made.Layer(block + "conv_dw", c, 1, 7, 7);
                made.Norm(block + "norm", c);
                made.Layer(block + "mlp.fc1", 4 * c, c);
                made.Layer(block + "mlp.fc2", c, 4 * c);
            }
        }
        return made;
    }

    /// <summary>OpenCLIP's VisionTransformer, names without a prefix.</summary>
    public static OpenClipWeights Vit(VitTeacherConfig config)
    {
        OpenClipWeights made = new();
        int c = config.Width, side = config.ImageSize / config.Patch;
        made.Add("conv1.weight", 2f / (float)Math.Sqrt(3 * config.Patch * config.Patch), 0, c, 3, config.Patch, config.Patch);
        made.Add("class_embedding", 1, 0, c);
        made.Add("positional_embedding", 1, 0, 1 + side * side, c);
        made.Add("proj", 2f / (float)Math.Sqrt(c), 0, c, config.EmbeddingWidth);
        made.Norm("ln_pre", c);
        made.Norm("ln_post", c);
        for (int b = 0; b < config.Layers; b++)
        {
            string block = $"transformer.resblocks.{b}.";
            made.Norm(block + "ln_1", c);
            made.Add(block + "attn.in_proj_weight", 4f / (float)Math.Sqrt(c), 0, 3 * c, c);
            made.Add(block + "attn.in_proj_bias", 0.3f, 0, 3 * c);
            made.Layer(block + "attn.out_proj", c, c);
            made.Norm(block + "ln_2", c);
            made.Layer(block + "mlp.c_fc", 4 * c, c);
            made.Layer(block + "mlp.c_proj", c, 4 * c);
        }
        return made;
    }

    /// <summary>Puts a tensor in the place of another, or beside the others.</summary>
    public OpenClipWeights With(string name, params long[] shape)
    {
        tensors.Remove(name);
        Add(name, 1, 0, shape);
        return this;
    }

    public OpenClipWeights Without(string name)
    {
        Assert.True(tensors.Remove(name));
        return this;
    }

    /// <summary>What a whole OpenCLIP file has besides its image tower, bare names that an image tower could have among them.</summary>
    public OpenClipWeights WithText() => With("logit_scale").With("positional_embedding", 77, 6).With("token_embedding.weight", 9, 6).With("text_projection", 6, 6)
        .With("transformer.resblocks.0.ln_1.weight", 6).With("ln_final.weight", 6);

    /// <summary>The same with something before each name.</summary>
    public OpenClipWeights Under(string prefix)
    {
        OpenClipWeights renamed = new();
        foreach ((string name, (long[], float[]) value) in tensors)
        {
            renamed.tensors[prefix + name] = value;
        }
        return renamed;
    }

    public void Save(string path, ScalarType type = ScalarType.Float32)
    {
        using DisposeScope scope = NewDisposeScope();
        Safetensors.Save(path, tensors.Select(pair => KeyValuePair.Create(pair.Key, tensor(pair.Value.Values, pair.Value.Shape).to_type(type))));
    }

    private void Layer(string name, params long[] shape)
    {
        Add(name + ".weight", 2f / (float)Math.Sqrt(shape.Skip(1).Aggregate(1L, (a, b) => a * b)), 0, shape);
        Add(name + ".bias", 0.3f, 0, shape[0]);
    }

    private void Norm(string name, int width)
    {
        Add(name + ".weight", 0.4f, 1, width);
        Add(name + ".bias", 0.3f, 0, width);
    }

    private void Add(string name, float scale, float offset, params long[] shape) =>
        tensors.Add(name, (shape, FormulaTensor.Values("teacher/" + name, shape.Aggregate(1L, (a, b) => a * b), scale, offset)));
}
