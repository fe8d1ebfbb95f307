namespace VoxPilot.Core.Datasets.Loading;

/// <summary>A draw and where it stands.</summary>
internal readonly record struct EpochDraw(SampleDraw Draw, int Epoch, int Index, bool IsLast)
{
    /// <summary>The position after it.</summary>
    public LoaderPosition After => IsLast ? new(Epoch + 1, 0) : new(Epoch, Index + 1);
}
