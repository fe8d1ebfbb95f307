namespace VoxPilot.World.Simulation;

/// <summary>Why a simulation ended.</summary>
public enum SimulationEnd
{
    /// <summary>It goes on.</summary>
    None,

    /// <summary>The route was driven to its end.</summary>
    RouteDone,

    /// <summary>Our own car touched something.</summary>
    Collision,

    /// <summary>Our own car was off the carriageway for too long or too far.</summary>
    OffRoad,

    /// <summary>The time is over.</summary>
    TimeUp,
}
