namespace VoxPilot.World.Questions;

/// <summary>Why a thing matters to the driver.</summary>
internal enum ConcernKind
{
    /// <summary>It drives ahead of us in our lane.</summary>
    Leader,

    /// <summary>A person who crosses the road ahead.</summary>
    OnCrossing,

    /// <summary>It stands in our way.</summary>
    InTheWay,

    /// <summary>It comes towards us on our path.</summary>
    Oncoming,

    /// <summary>Its path crosses ours.</summary>
    PathsCross,

    /// <summary>We give way to it at a junction.</summary>
    GoesFirst,

    /// <summary>A person beside our path.</summary>
    NearRoad,
}
