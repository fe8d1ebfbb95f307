using System.Text.Json;

using static TorchSharp.torch;

namespace VoxPilot.Testing;

public static partial class FormulaTensor
{
    /// <summary>A float32 tensor of <see cref="Values"/>.</summary>
    public static Tensor Create(string key, long[] shape, float scale = 1, float offset = 0) =>
        tensor(Values(key, shape.Aggregate(1L, (count, size) => count * size), scale, offset)).reshape(shape);

    /// <summary>The tensors that a case's <c>meta.json</c> lists (name, key, shape, scale, offset) under a property such as <c>formula_weights</c>, by name.</summary>
    public static Dictionary<string, Tensor> CreateAll(JsonElement meta, string property) => meta.GetProperty(property).EnumerateArray().ToDictionary(
        entry => entry.GetProperty("name").GetString()!,
        entry => Create(
            entry.GetProperty("key").GetString()!,
            [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())],
            entry.GetProperty("scale").GetSingle(),
            entry.GetProperty("offset").GetSingle()));
}
