namespace VoxPilot.World.Towns;

/// <summary>Where a lane leads across a junction.</summary>
public enum Turn
{
    /// <summary>Not in a junction.</summary>
    None,

    /// <summary>To the left.</summary>
    Left,

    /// <summary>Straight on.</summary>
    Straight,

    /// <summary>To the right.</summary>
    Right,
}
