namespace VoxPilot.Perception;

/// <summary>Interaction of a model's queries with the Gaussians of a pre-trained one (spec/sqs.md §7.3).</summary>
public sealed record QueryInteractionConfig
{
    /// <summary>Channels of a head where a preset chooses the number of heads.</summary>
    private const int HeadWidth = 32;

    /// <summary>D: channels of the task's queries.</summary>
    public required int Width { get; init; }

    /// <summary>D_pre: channels of the features behind the Gaussians.</summary>
    public required int PlugInWidth { get; init; }

    /// <summary>Attention heads; they divide the width.</summary>
    public required int Heads { get; init; }

    /// <summary>k: Gaussians that a query attends to, 1 … <see cref="NeighbourSearch.MostNeighbours"/>.</summary>
    public int Neighbours { get; init; } = 16;

    /// <summary>Gaussians below this opacity (0…1) are left out.</summary>
    public double OpacityThreshold { get; init; } = 0.1;

    /// <summary>Whether where a Gaussian lies as seen from the query changes how much the query attends to it; not in the paper.</summary>
    public bool RelativePosition { get; init; }

    /// <summary>Dropout in training.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>The plug-in itself, or what was distilled from it.</summary>
    public InteractionSource Source { get; init; } = InteractionSource.PlugIn;

    /// <summary>The default form for queries and a plug-in of the given widths: heads of 32 channels.</summary>
    public static QueryInteractionConfig For(int width, int plugInWidth) =>
        new() { Width = width, PlugInWidth = plugInWidth, Heads = Math.Max(1, width / HeadWidth) };
}
