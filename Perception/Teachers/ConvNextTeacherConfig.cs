namespace VoxPilot.Perception;

/// <summary>A ConvNeXt (Liu et al. 2022) as a teacher: OpenCLIP's image tower of that kind, whose trunk is timm's.</summary>
public sealed record ConvNextTeacherConfig
{
    /// <summary>Blocks of each stage.</summary>
    public required int[] Depths { get; init; }

    /// <summary>Channels of each stage.</summary>
    public required int[] Widths { get; init; }

    /// <summary>The stage, from 1, whose map is handed out: its stride is 2^(stage + 1), 32 for the fourth.</summary>
    public int Stage { get; init; } = 4;

    /// <summary>What it wants to see.</summary>
    public TeacherInputConfig Input { get; init; } = new();

    /// <summary>ConvNeXt-Base, the trunk of OpenCLIP's <c>convnext_base_w_320</c>: 88 M weights, 1024 channels at stride 32.</summary>
    public static ConvNextTeacherConfig BaseW320() => new() { Depths = [3, 3, 27, 3], Widths = [128, 256, 512, 1024] };
}
