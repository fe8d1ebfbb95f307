namespace VoxPilot.Perception;

/// <summary>Sizes of one call of <see cref="MixingKernel"/>.</summary>
/// <param name="Items">B·Q·G: groups of all queries.</param>
/// <param name="P">Sampled points of a group.</param>
/// <param name="S">Points after mixing.</param>
/// <param name="C">Channels of a group.</param>
internal sealed record MixingShape(int Items, int P, int S, int C)
{
    /// <summary>Numbers of an item's two matrices together.</summary>
    public int Parameters => C * C + S * P;
}
