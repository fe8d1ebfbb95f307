namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>How a route ended.</summary>
public enum RouteEnd
{
    /// <summary>Our own car came to where the route ends.</summary>
    Completed,

    /// <summary>It touched something.</summary>
    Collision,

    /// <summary>It was off the carriageway for too long or too far.</summary>
    OffRoad,

    /// <summary>It was on a carriageway, but far from the route's.</summary>
    OffRoute,

    /// <summary>The time was over before the route.</summary>
    TimeOut,
}
