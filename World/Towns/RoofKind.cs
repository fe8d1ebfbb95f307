namespace VoxPilot.World.Towns;

/// <summary>Shape of a roof.</summary>
public enum RoofKind
{
    /// <summary>Flat with a parapet.</summary>
    Flat,

    /// <summary>Two slopes, the ridge along the front.</summary>
    Gable,

    /// <summary>Four slopes.</summary>
    Hip,
}
