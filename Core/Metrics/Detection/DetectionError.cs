namespace VoxPilot.Core.Metrics.Detection;

/// <summary>nuScenes' five errors of a matched box, in the order of its devkit.</summary>
public enum DetectionError
{
    /// <summary>ATE: distance of the middles in the ground plane, metres.</summary>
    Translation,

    /// <summary>ASE: 1 − IoU of the boxes laid upon each other.</summary>
    Scale,

    /// <summary>AOE: smallest difference of the headings, radians; barriers have no front.</summary>
    Orientation,

    /// <summary>AVE: length of the difference of the velocities in the ground plane, m/s.</summary>
    Velocity,

    /// <summary>AAE: 1 where the attribute is wrong, 0 where it is right.</summary>
    Attribute,
}
