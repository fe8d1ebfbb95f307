namespace VoxPilot.World.Questions;

/// <summary>What a path leads to, worst first.</summary>
internal enum PathEvent
{
    /// <summary>A collision.</summary>
    Collision,

    /// <summary>The car leaves the carriageway.</summary>
    OffRoad,

    /// <summary>The car comes onto a lane of the other direction.</summary>
    Oncoming,

    /// <summary>Nothing: it is safe.</summary>
    None,
}
