namespace VoxPilot.Core;

/// <summary>What the route asks for at the next junction. The order is the order of anchor groups (right, left, straight: VAD's one-hot).</summary>
public enum Command
{
    /// <summary>Turn right.</summary>
    Right,

    /// <summary>Turn left.</summary>
    Left,

    /// <summary>Go on.</summary>
    Straight,
}
