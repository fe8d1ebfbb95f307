namespace VoxPilot.World.Towns;

/// <summary>Which plants grow.</summary>
public enum Vegetation
{
    /// <summary>Broad-leaved trees, lawns.</summary>
    Temperate,

    /// <summary>Palms and dense green.</summary>
    Tropical,

    /// <summary>Conifers, rough grass.</summary>
    Northern,

    /// <summary>Sparse dry bushes and small trees on sand-coloured ground.</summary>
    Dry,

    /// <summary>Snow on the ground, trees without leaves. No seed has it: it shows what a model makes of a look that it never learnt from.</summary>
    Winter,
}
