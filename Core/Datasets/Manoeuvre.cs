namespace VoxPilot.Core.Datasets;

/// <summary>What the car does in the next 3 s. Most recorded driving is <see cref="Steady"/>, which a planner that does not look foresees as well.</summary>
public enum Manoeuvre
{
    /// <summary>It goes on as it does, or goes on standing.</summary>
    Steady,

    /// <summary>It turns, or moves over by a lane.</summary>
    Turn,

    /// <summary>It comes to rest.</summary>
    Stop,

    /// <summary>It slows down without coming to rest, or sets off.</summary>
    Yield,
}
