using System.Text.RegularExpressions;

namespace VoxPilot.Perception;

/// <summary>
/// Parameter names of OPUS (jbwang1997/OPUS; image parts as mmdet names them) and the ones they have here, in both directions.
/// A number stands where the table has #; what follows the listed beginning is the same on both sides.
/// </summary>
public static class OpusNames
{
    private const string Layer = "pts_bbox_head.transformer.decoder.decoder_layers.#.";
    private const string OwnLayer = "occupancy_encoder.layers.#.";

    private static readonly (string Upstream, string Own)[] table =
    [
        ("img_backbone.", "image_encoder.backbone."),
        ("img_neck.lateral_convs.#.conv.", "image_encoder.neck.lateral.#."),
        ("img_neck.fpn_convs.#.conv.", "image_encoder.neck.output.#."),
        ("pts_bbox_head.init_points.weight", "occupancy_encoder.initial_points"),
        (Layer + "position_encoder.", OwnLayer + "position."),
        (Layer + "sampling.sampling_offset.", OwnLayer + "sampling.offsets."),
        (Layer + "sampling.scale_weights.", OwnLayer + "sampling.level_weights."),
        (Layer + "mixing.parameter_generator.", OwnLayer + "mixing.generator."),
        (Layer + "mixing.out_proj.", OwnLayer + "mixing.output."),
        (Layer + "self_attn.attention.attn.in_proj_", OwnLayer + "attention.input."),
        (Layer + "self_attn.attention.attn.out_proj.", OwnLayer + "attention.output."),
        (Layer + "self_attn.gen_tau.", OwnLayer + "attention.tau."),
        (Layer + "ffn.layers.0.0.", OwnLayer + "ffn.expand."),
        (Layer + "ffn.layers.1.", OwnLayer + "ffn.contract."),
        (Layer + "norm", OwnLayer + "norm"),
        (Layer + "cls_branch.", OwnLayer + "class_head."),
        (Layer + "reg_branch.", OwnLayer + "point_head."),
    ];

    private static readonly (Regex Pattern, string Target)[] toOwn = [.. table.Select(row => (Pattern(row.Upstream), row.Own))];
    private static readonly (Regex Pattern, string Target)[] toUpstream = [.. table.Select(row => (Pattern(row.Own), row.Upstream))];

    /// <summary>Entries of an OPUS checkpoint that describe the grid and are no weights.</summary>
    public static IReadOnlyList<string> Geometry { get; } =
        ["pts_bbox_head.pc_range", "pts_bbox_head.scene_size", "pts_bbox_head.voxel_size", "pts_bbox_head.voxel_num"];

    /// <summary>The name here of an upstream parameter, with or without the prefix "module."; null if there is none.</summary>
    public static string? ToOwn(string upstream)
    {
        ArgumentNullException.ThrowIfNull(upstream);
        return Translate(toOwn, WithoutWrapper(upstream));
    }

    /// <summary>The upstream name of a parameter; null if OPUS has none (the forecaster's).</summary>
    public static string? ToUpstream(string own) => Translate(toUpstream, own);

    /// <summary>A name without the prefix that data-parallel training leaves.</summary>
    internal static string WithoutWrapper(string name) =>
        name.StartsWith("module.", StringComparison.Ordinal) ? name["module.".Length..] : name;

    private static string? Translate((Regex Pattern, string Target)[] rules, string name)
    {
        foreach ((Regex pattern, string target) in rules)
        {
            Match match = pattern.Match(name);
            if (match.Success)
            {
                return target.Replace("#", match.Groups[1].Value, StringComparison.Ordinal) + name[match.Length..];
            }
        }
        return null;
    }

    private static Regex Pattern(string beginning) =>
        new("^" + Regex.Escape(beginning).Replace(@"\#", @"(\d+)", StringComparison.Ordinal), RegexOptions.CultureInvariant);
}
