using VoxPilot.Core.Datasets;

namespace VoxPilot.Jobs.Tests.Training.Stages.Occupancy;

/// <summary>A data set whose labels do not say what cameras see, or that has none.</summary>
internal sealed class Unmasked(IDriveDataset whole, bool labels) : IDriveDataset
{
    public string Name => whole.Name;

    public int Count => whole.Count;

    public string Token(int index) => whole.Token(index);

    public string Scene(int index) => whole.Scene(index);

    public int IndexInScene(int index) => whole.IndexInScene(index);

    public Keyframe Read(int index, KeyframeParts parts = KeyframeParts.All)
    {
        Keyframe keyframe = whole.Read(index, parts);
        return keyframe with { Occupancy = labels && keyframe.Occupancy is { } own ? own with { MaskCamera = null } : null };
    }
}
