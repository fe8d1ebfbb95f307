namespace VoxPilot.Perception;

// What a pack.json need not say stands in the constructor: only there does generated JSON code keep a default for what is not written.

/// <summary>Interaction of a model's queries with the Gaussians of a pre-trained one (spec/sqs.md §7.3).</summary>
/// <param name="Neighbours">k: Gaussians that a query attends to, 1 … <see cref="NeighbourSearch.MostNeighbours"/>.</param>
/// <param name="OpacityThreshold">Gaussians below this opacity (0…1) are left out.</param>
/// <param name="RelativePosition">Whether where a Gaussian lies as seen from the query changes how much the query attends to it; not in the paper.</param>
/// <param name="Dropout">Dropout in training.</param>
/// <param name="Source">The plug-in itself, or what was distilled from it.</param>
public sealed record QueryInteractionConfig(
    int Neighbours = 16, double OpacityThreshold = 0.1, bool RelativePosition = false, double Dropout = 0.1,
    InteractionSource Source = InteractionSource.PlugIn)
{
    private const int HeadWidth = 32;

    /// <summary>D: channels of the task's queries.</summary>
    public required int Width { get; init; }

    /// <summary>D_pre: channels of the features behind the Gaussians.</summary>
    public required int PlugInWidth { get; init; }

    /// <summary>Attention heads; they divide the width.</summary>
    public required int Heads { get; init; }

    /// <summary>The default form for queries and a plug-in of the given widths: heads of 32 channels.</summary>
    public static QueryInteractionConfig For(int width, int plugInWidth) =>
        new() { Width = width, PlugInWidth = plugInWidth, Heads = Math.Max(1, width / HeadWidth) };
}
