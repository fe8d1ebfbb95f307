using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

// C numbers of an anchor, D width

/// <summary>
/// Loads the decoder of GaussianFormer into a decoder of the same architecture and writes it back under GaussianFormer's names. Upstream
/// turns key points and covariances by Rᵀ, this project by R (spec/sqs.md §6.4): every quaternion that goes in or comes out is
/// conjugated, which makes the two equal.
/// </summary>
public static class GaussianFormerCheckpoint
{
    private const int Listed = 5;
    private const int Imaginary = 7; // x, y, z of the quaternion among the numbers of an anchor
    private static readonly string[] parts = ["lifter.", "encoder."];

    /// <summary>Copies anchors, queries and all layers; the image network and the voxel head of the checkpoint are left aside.</summary>
    /// <param name="decoder">A decoder such as <see cref="GaussianDecoderConfig.GaussianFormer"/>.</param>
    /// <param name="state">The checkpoint's state dict, upstream names; sparse convolutions as (out, kx, ky, kz, in).</param>
    /// <exception cref="InvalidInputException">A name is unknown or missing, a shape differs, or voxels are others.</exception>
    public static void Load(GaussianDecoder decoder, IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(state);
        using TorchSharp.DisposeScope scope = NewDisposeScope();
        GaussianFormerNames names = new(decoder.Config);
        Dictionary<string, Tensor> own = decoder.state_dict();
        HashSet<string> missing = [.. own.Keys];
        List<string> unknown = [];
        using IDisposable _ = no_grad();
        foreach ((string wrapped, Tensor value) in state)
        {
            string upstream = OpusNames.WithoutWrapper(wrapped);
            if (names.Geometry.Contains(upstream))
            {
                CheckGeometry(upstream, value, decoder.Config);
            }
            else if (names.ToOwn(upstream) is string name && own.TryGetValue(name, out Tensor? target))
            {
                Tensor converted = FromUpstream(name, value);
                if (!target.shape.SequenceEqual(converted.shape))
                {
                    throw new InvalidInputException(upstream,
                        $"{upstream} has the shape ({string.Join(", ", value.shape)}); the decoder needs ({string.Join(", ", ToUpstream(name, target, decoder.Config).shape)}). Choose the configuration the checkpoint was trained with.");
                }
                target.copy_(converted);
                missing.Remove(name);
            }
            else if (parts.Any(part => upstream.StartsWith(part, StringComparison.Ordinal)))
            {
                unknown.Add(upstream);
            }
        }
        if (unknown.Count > 0 || missing.Count > 0)
        {
            throw new InvalidInputException("checkpoint",
                $"The checkpoint does not fit the decoder: {Some(unknown, "unknown")}; {Some([.. missing.Select(name => names.ToUpstream(name) ?? name)], "missing")}.");
        }
    }

    /// <summary>The decoder's weights under GaussianFormer's names, with the entries that describe its voxels.</summary>
    public static Dictionary<string, Tensor> Export(GaussianDecoder decoder)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        GaussianFormerNames names = new(decoder.Config);
        Dictionary<string, Tensor> state = Export(decoder.state_dict(), decoder.Config);
        foreach (string name in names.Geometry)
        {
            state[name] = tensor([.. Describe(name, decoder.Config).Select(v => (float)v)]);
        }
        return state;
    }

    /// <summary>Tensors under the decoder's names (its weights, or their gradients) as upstream has them.</summary>
    internal static Dictionary<string, Tensor> Export(IReadOnlyDictionary<string, Tensor> own, GaussianDecoderConfig config)
    {
        GaussianFormerNames names = new(config);
        using IDisposable _ = no_grad();
        return own.ToDictionary(pair => names.ToUpstream(pair.Key)!, pair => ToUpstream(pair.Key, pair.Value, config));
    }

    private static Tensor FromUpstream(string name, Tensor value) => IsConvolution(name) && value.dim() == 5
        ? value.permute(1, 2, 3, 4, 0).flatten(0, 2)                                                          // (places, D in, D out)
        : Conjugate(name, value);

    private static Tensor ToUpstream(string name, Tensor value, GaussianDecoderConfig config) => IsConvolution(name)
        ? value.unflatten(0, config.Kernel, config.Kernel, config.Kernel).permute(4, 0, 1, 2, 3).contiguous() // (D out, kx, ky, kz, D in)
        : Conjugate(name, value);

    private static bool IsConvolution(string name) =>
        name.Contains(".convolutions.", StringComparison.Ordinal) && name.EndsWith(".weight", StringComparison.Ordinal);

    /// <summary>The same tensor with the sign of x, y and z of the quaternion changed, where it makes or reads one.</summary>
    private static Tensor Conjugate(string name, Tensor value)
    {
        (int dim, int start) = name switch
        {
            "anchors" => (1, Imaginary),
            "embedding.rotation.0.weight" => (1, 1),
            _ when name.Contains(".refinement.head.10.", StringComparison.Ordinal) => (0, Imaginary),
            _ => (-1, 0),
        };
        if (dim < 0 || value.dim() <= dim || value.shape[dim] < start + 3)
        {
            return value;
        }
        Tensor sign = ones(value.shape[dim], dtype: value.dtype, device: value.device);
        sign.narrow(0, start, 3).fill_(-1);
        return dim == 1 || value.dim() == 1 ? value * sign : value * sign.unsqueeze(1);
    }

    private static void CheckGeometry(string name, Tensor value, GaussianDecoderConfig config)
    {
        double[] expected = Describe(name, config);
        double[] actual = value.to_type(ScalarType.Float64).cpu().data<double>().ToArray();
        if (actual.Length != expected.Length || !actual.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-3 * Math.Max(1, Math.Abs(pair.Second))))
        {
            throw new InvalidInputException(name,
                $"{name} is ({string.Join(", ", actual)}); the decoder has ({string.Join(", ", expected)}). Set the decoder's Range and Voxel to the checkpoint's.");
        }
    }

    private static double[] Describe(string name, GaussianDecoderConfig config)
    {
        (Vector3D low, Vector3D high) = (config.Range.Low, config.Range.High);
        return name.EndsWith("pc_range", StringComparison.Ordinal)
            ? [low.X, low.Y, low.Z, high.X, high.Y, high.Z]
            : [config.Voxel, config.Voxel, config.Voxel];
    }

    private static string Some(List<string> names, string kind) =>
        names.Count == 0 ? $"none {kind}" : $"{names.Count} {kind} ({string.Join(", ", names.Take(Listed))}{(names.Count > Listed ? ", …" : "")})";
}
