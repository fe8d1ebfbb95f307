namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>Which routes are driven, and how they are reported.</summary>
public sealed record ClosedLoopOptions
{
    /// <summary>Seeds from here up are for final tests alone.</summary>
    public const ulong HeldOutSeed = 10_000_000;

    /// <summary>Default of <see cref="Routes"/>.</summary>
    public const int DefaultRoutes = 20;

    /// <summary>Default of <see cref="Seconds"/>.</summary>
    public const double DefaultSeconds = 30;

    /// <summary>Most routes.</summary>
    public const int MostRoutes = 10_000;

    /// <summary>Default of <see cref="Strips"/>.</summary>
    public const int DefaultStrips = 8;

    /// <summary>A driver may take so many times as long as the expert.</summary>
    public const double Patience = 1.5;

    /// <summary>Seed of the first route; route i has seed + i, and with it a town, weather, traffic and a way of its own.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many routes.</summary>
    public int Routes { get; init; } = DefaultRoutes;

    /// <summary>Length of a route: as far as the expert comes in so many seconds.</summary>
    public double Seconds { get; init; } = DefaultSeconds;

    /// <summary>Film strips in the report at most; failures without one are counted all the same.</summary>
    public int Strips { get; init; } = DefaultStrips;

    /// <summary>Threads; 0 for all cores. No figure depends on it.</summary>
    public int Threads { get; init; }

    /// <summary>Settings of the driver that change figures (size of its images), as a reader would say them.</summary>
    public IReadOnlyDictionary<string, string> DriverSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>The command that does it again.</summary>
    public string Command { get; init; } = "./voxpilot closedloop";

    /// <summary>Seconds that a driver has at most.</summary>
    public double TimeLimit => Patience * Seconds;

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ClosedLoopException">An option is out of its range.</exception>
    public void Validate()
    {
        Range(Routes is >= 1 and <= MostRoutes, $"The number of routes is 1 to {MostRoutes}, not {Routes}.");
        Range(Seconds is >= 2 and <= 120, FormattableString.Invariant($"A route takes the expert 2 to 120 seconds, not {Seconds}."));
        Range(Strips >= 0, $"The number of film strips is 0 or more, not {Strips}.");
        Range(Threads >= 0, $"The number of threads is 0 (all cores) or more, not {Threads}.");
        Range(Seed <= ulong.MaxValue - MostRoutes, $"The seed is at most {ulong.MaxValue - MostRoutes}, not {Seed}.");
    }

    private static void Range(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ClosedLoopException(otherwise);
        }
    }
}
