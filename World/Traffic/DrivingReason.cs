namespace VoxPilot.World.Traffic;

/// <summary>Why our own car's driver chose its speed.</summary>
public enum DrivingReason
{
    /// <summary>The road is free: up to the limit.</summary>
    FreeRoad,
    /// <summary>A bend or a turn ahead asks for less.</summary>
    Bend,
    /// <summary>It follows the vehicle ahead.</summary>
    Following,
    /// <summary>It gives way to a vehicle at a junction.</summary>
    GivingWay,
    /// <summary>It lets people cross.</summary>
    PersonCrossing,
    /// <summary>Something stands in the lane.</summary>
    Blocked,
}
