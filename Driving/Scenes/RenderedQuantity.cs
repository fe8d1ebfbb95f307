namespace VoxPilot.Driving;

/// <summary>What of a scene's Gaussians a camera renders.</summary>
public enum RenderedQuantity
{
    /// <summary>Red, green, blue, 0…1.</summary>
    Color,

    /// <summary>Expected depth along the optical axis, metres; 0 where hardly anything is hit.</summary>
    Depth,

    /// <summary>How much of the ray is stopped, 0…1.</summary>
    Alpha,
}
