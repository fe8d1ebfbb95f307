using System.Text.Json;
using VoxPilot.Core;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Testing;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests;

/// <summary>Golden cases as tensors, and the configuration that their meta.json describes.</summary>
internal static class Golden
{
    /// <summary>One of the case's safetensors files; none where it is absent.</summary>
    public static Dictionary<string, Tensor> Tensors(GoldenCase golden, string file) =>
        golden.Has(file) ? Safetensors.Load(golden.File(file)) : [];

    /// <summary>The stored tensors of a file together with the formula tensors of a list in meta.json.</summary>
    public static Dictionary<string, Tensor> Tensors(GoldenCase golden, string file, string formulas)
    {
        Dictionary<string, Tensor> tensors = Tensors(golden, file);
        if (golden.Meta().TryGetProperty(formulas, out JsonElement list))
        {
            foreach (JsonElement one in list.EnumerateArray())
            {
                long[] shape = [.. one.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64())];
                float[] values = FormulaTensor.Values(
                    one.GetProperty("key").GetString()!, shape.Aggregate(1L, (a, b) => a * b),
                    one.GetProperty("scale").GetSingle(), one.GetProperty("offset").GetSingle());
                tensors[one.GetProperty("name").GetString()!] = tensor(values, shape);
            }
        }
        return tensors;
    }

    /// <summary>The floating-point arrays of an npz case.</summary>
    public static Dictionary<string, Tensor> Arrays(GoldenCase golden) => NpzFile.Read(golden.FullPath)
        .ToDictionary(pair => pair.Key, pair => tensor(pair.Value.ToSingles(), [.. pair.Value.Shape.Select(n => (long)n)]));

    /// <summary>Weights "w_…" of an npz case under the names that a module has.</summary>
    public static void LoadWeights(nn.Module module, Dictionary<string, Tensor> arrays, string prefix, Func<string, string> rename) =>
        module.load_state_dict(arrays.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(pair => rename(pair.Key[prefix.Length..]), pair => pair.Value));

    /// <summary>pc_range and voxel size to a grid.</summary>
    public static GridSpec Grid(JsonElement range, double voxel)
    {
        double[] r = [.. range.EnumerateArray().Select(n => n.GetDouble())];
        return new(new Vector3D(r[0], r[1], r[2]), voxel,
            (int)Math.Round((r[3] - r[0]) / voxel), (int)Math.Round((r[4] - r[1]) / voxel), (int)Math.Round((r[5] - r[2]) / voxel));
    }

    /// <summary>Values of a tensor in row-major order.</summary>
    public static float[] Floats(Tensor tensor) => tensor.detach().cpu().to_type(ScalarType.Float32).contiguous().data<float>().ToArray();

    /// <summary>Voxel indices (n, 3) and labels as upstream lists them.</summary>
    public static (int[] Places, int[] Labels) Listed(SparseOccupancy occupancy)
    {
        GridSpec grid = occupancy.Spec;
        int[] places = [.. occupancy.Voxels.SelectMany(v => (int[])[v / grid.SizeZ / grid.SizeY, v / grid.SizeZ % grid.SizeY, v % grid.SizeZ])];
        return (places, [.. occupancy.Labels.Select(label => (int)label)]);
    }
}
