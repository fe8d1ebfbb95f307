using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>Loads the weights of OPUS into a model of the same architecture and writes them back under OPUS's names.</summary>
public static class OpusCheckpoint
{
    private const int Listed = 5;

    /// <summary>Copies every weight of the image and occupancy encoders; the forecaster, which OPUS lacks, stays as it is.</summary>
    /// <param name="model">A model such as <see cref="PerceptionConfig.OpusT"/>.</param>
    /// <param name="state">The checkpoint's state dict, upstream names.</param>
    /// <param name="partial">Whether the checkpoint may hold only a part of the model, such as the decoder.</param>
    /// <exception cref="InvalidInputException">A name is unknown or missing, a shape differs, or the grid is another one.</exception>
    public static void Load(PerceptionModel model, IReadOnlyDictionary<string, Tensor> state, bool partial = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(state);
        Dictionary<string, Tensor> own = model.state_dict();
        HashSet<string> missing = [.. own.Keys.Where(name => OpusNames.ToUpstream(name) is not null)];
        List<string> unknown = [];
        using IDisposable _ = no_grad();
        foreach ((string wrapped, Tensor value) in state)
        {
            string upstream = OpusNames.WithoutWrapper(wrapped);
            if (OpusNames.Geometry.Contains(upstream))
            {
                CheckGeometry(upstream, value, model.Config.Encoder.Grid);
            }
            else if (OpusNames.ToOwn(upstream) is string name && own.TryGetValue(name, out Tensor? target))
            {
                if (!target.shape.SequenceEqual(value.shape))
                {
                    throw new InvalidInputException(upstream,
                        $"{upstream} has the shape ({string.Join(", ", value.shape)}); the model needs ({string.Join(", ", target.shape)}). Choose the configuration the checkpoint was trained with.");
                }
                target.copy_(value);
                missing.Remove(name);
            }
            else
            {
                unknown.Add(upstream);
            }
        }
        if (unknown.Count > 0 || (missing.Count > 0 && !partial))
        {
            throw new InvalidInputException("checkpoint",
                $"The checkpoint does not fit the model: {Some(unknown, "unknown")}; {Some([.. missing.Select(name => OpusNames.ToUpstream(name)!)], "missing")}.");
        }
    }

    /// <summary>The model's weights under OPUS's names, with the entries that describe the grid.</summary>
    public static Dictionary<string, Tensor> Export(PerceptionModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Dictionary<string, Tensor> state = [];
        foreach ((string name, Tensor value) in model.state_dict())
        {
            if (OpusNames.ToUpstream(name) is string upstream)
            {
                state[upstream] = value;
            }
        }
        foreach (string name in OpusNames.Geometry)
        {
            double[] values = Describe(name, model.Config.Encoder.Grid);
            state[name] = name.EndsWith("voxel_num", StringComparison.Ordinal)
                ? tensor([.. values.Select(v => (long)v)])
                : tensor([.. values.Select(v => (float)v)]);
        }
        return state;
    }

    private static void CheckGeometry(string name, Tensor value, GridSpec grid)
    {
        double[] expected = Describe(name, grid);
        double[] actual = value.to_type(ScalarType.Float64).cpu().data<double>().ToArray();
        if (!actual.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-3 * Math.Max(1, Math.Abs(pair.Second))))
        {
            throw new InvalidInputException(name,
                $"{name} is ({string.Join(", ", actual)}); the model's grid has ({string.Join(", ", expected)}). Set the encoder's Grid to the checkpoint's.");
        }
    }

    private static double[] Describe(string name, GridSpec grid)
    {
        Vector3D low = grid.Origin, high = grid.Maximum, size = high - low;
        return name[(name.LastIndexOf('.') + 1)..] switch
        {
            "pc_range" => [low.X, low.Y, low.Z, high.X, high.Y, high.Z],
            "scene_size" => [size.X, size.Y, size.Z],
            "voxel_size" => [grid.Voxel, grid.Voxel, grid.Voxel],
            _ => [grid.SizeX, grid.SizeY, grid.SizeZ],
        };
    }

    private static string Some(List<string> names, string kind) =>
        names.Count == 0 ? $"none {kind}" : $"{names.Count} {kind} ({string.Join(", ", names.Take(Listed))}{(names.Count > Listed ? ", …" : "")})";
}
