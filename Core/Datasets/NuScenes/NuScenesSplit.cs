namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>A part of nuScenes that is trained on or evaluated on.</summary>
public enum NuScenesSplit
{
    /// <summary>700 scenes of v1.0-trainval.</summary>
    Train,

    /// <summary>150 scenes of v1.0-trainval.</summary>
    Val,

    /// <summary>150 scenes of v1.0-test.</summary>
    Test,

    /// <summary>8 scenes of v1.0-mini.</summary>
    MiniTrain,

    /// <summary>2 scenes of v1.0-mini.</summary>
    MiniVal,
}
