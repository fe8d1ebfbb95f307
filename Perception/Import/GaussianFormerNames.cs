namespace VoxPilot.Perception;

/// <summary>
/// Parameter names of GaussianFormer (huang-yh/GaussianFormer) and the ones they have here, in both directions: upstream numbers the
/// operations of all layers in one list, so the table follows from the order and the number of layers.
/// </summary>
public sealed class GaussianFormerNames
{
    private const string Operations = "encoder.layers.";
    private const string Embedding = "encoder.anchor_encoder.";

    private static readonly (string Upstream, string Own)[] attention =
        [("kps_generator.learnable_fc.", "key_points.learnt."), ("camera_encoder.", "camera."), ("weights_fc.", "weights."), ("output_proj.", "output.")];

    private static readonly (string Upstream, string Own)[] ffn =
        [("pre_norm.", "norm."), ("layers.0.0.", "expand."), ("layers.1.", "contract."), ("identity_fc.", "skip.")];

    private static readonly (string Upstream, string Own)[] refinement = [("layers.11.scale", "scale"), ("layers.", "head.")];

    private static readonly (string Upstream, string Own)[] solidVoxels = [("layer.", "convolutions.0."), ("output_proj.", "output.")];

    private static readonly (string Upstream, string Own)[] probabilisticVoxels =
    [
        ("layer.0.", "convolutions.0."), ("layer.1.", "norms.0."), ("layer.3.", "convolutions.1."), ("layer.4.", "norms.1."),
        ("layer.6.", "convolutions.2."), ("layer.7.", "norms.2."), ("output_proj.", "output."),
    ];

    private readonly List<(string Upstream, string Own)> table =
    [
        ("lifter.anchor", "anchors"),
        ("lifter.instance_feature", "queries"),
        (Embedding + "xyz_fc.", "embedding.position."),
        (Embedding + "scale_fc.", "embedding.scale."),
        (Embedding + "rot_fc.", "embedding.rotation."),
        (Embedding + "opacity_fc.", "embedding.opacity."),
        (Embedding + "semantics_fc.", "embedding.classes."),
        (Embedding + "color_fc.", "embedding.colour."),
        (Embedding + "output_fc.", "embedding.output."),
    ];

    private readonly HashSet<string> geometry = new(StringComparer.Ordinal);
    private int operation;

    /// <summary>Names of a decoder of the given order and number of layers.</summary>
    public GaussianFormerNames(GaussianDecoderConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        for (int l = 0; l < config.Layers; l++)
        {
            if (config.Order == GaussianLayerOrder.Solid)
            {
                AddSolid($"layers.{l}.", first: l == 0);
            }
            else
            {
                AddProbabilistic($"layers.{l}.");
            }
        }
    }

    /// <summary>Entries that describe voxels and are no weights.</summary>
    public IReadOnlySet<string> Geometry => geometry;

    /// <summary>The name here of an upstream parameter; null if there is none.</summary>
    public string? ToOwn(string upstream) => Translate(upstream, row => row.Upstream, row => row.Own);

    /// <summary>The upstream name of a parameter; null if GaussianFormer has none.</summary>
    public string? ToUpstream(string own) => Translate(own, row => row.Own, row => row.Upstream);

    private void AddSolid(string layer, bool first)
    {
        if (!first)
        {
            AddVoxels(layer + "voxels.", solidVoxels);
            Add(layer + "voxel_norm.", [("", "")]);
        }
        Add(layer + "attention.", attention);
        Add(layer + "ffn.", ffn);
        Add(layer + "norm.", [("", "")]);
        Add(layer + "refinement.", refinement);
    }

    /// <summary>Between "identity" and "add", which count as operations but have no weights, and a norm after each.</summary>
    private void AddProbabilistic(string layer)
    {
        (string Name, (string, string)[] Rows)[] steps = [("attention.", attention), ("ffn1.", ffn), ("voxels.", probabilisticVoxels), ("ffn2.", ffn)];
        for (int i = 0; i < steps.Length; i++)
        {
            operation++; // identity
            if (steps[i].Rows == probabilisticVoxels)
            {
                AddVoxels(layer + steps[i].Name, steps[i].Rows);
            }
            else
            {
                Add(layer + steps[i].Name, steps[i].Rows);
            }
            operation++; // add
            Add($"{layer}norm{i + 1}.", [("", "")]);
        }
        Add(layer + "refinement.", refinement);
    }

    private void AddVoxels(string own, (string Upstream, string Own)[] rows)
    {
        geometry.Add($"{Operations}{operation}.pc_range");
        geometry.Add($"{Operations}{operation}.grid_size");
        Add(own, rows);
    }

    private void Add(string own, (string Upstream, string Own)[] rows)
    {
        table.AddRange(rows.Select(row => ($"{Operations}{operation}.{row.Upstream}", own + row.Own)));
        operation++;
    }

    private string? Translate(string name, Func<(string Upstream, string Own), string> from, Func<(string Upstream, string Own), string> to)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach ((string, string) row in table)
        {
            if (name.StartsWith(from(row), StringComparison.Ordinal))
            {
                return to(row) + name[from(row).Length..];
            }
        }
        return null;
    }
}
