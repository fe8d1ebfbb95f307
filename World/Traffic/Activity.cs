namespace VoxPilot.World.Traffic;

/// <summary>What an agent does.</summary>
public enum Activity
{
    /// <summary>It never moves: a thing, or a parked vehicle.</summary>
    Standing,

    /// <summary>A vehicle under way.</summary>
    Driving,

    /// <summary>A vehicle under way that stands for the moment: in a queue, giving way, at a bus stop.</summary>
    Waiting,

    /// <summary>A vehicle that stopped in its lane and stays.</summary>
    Stopped,

    /// <summary>A person who walks.</summary>
    Walking,

    /// <summary>A person on a crossing.</summary>
    Crossing,

    /// <summary>A person who stands.</summary>
    Idling,
}
