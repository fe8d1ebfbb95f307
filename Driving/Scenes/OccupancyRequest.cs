namespace VoxPilot.Driving;

/// <summary>Which occupancy is asked for.</summary>
public sealed record OccupancyRequest
{
    /// <summary>Seconds ahead, each of 0, 1, 2, 3 at most once.</summary>
    public required IReadOnlyList<int> Horizons { get; init; }

    /// <summary>
    /// Where the car will be at 1, 2 and 3 s, if the caller knows: oracle-ego forecasts (spec/sparseoccvla.md §7.4). Null takes the
    /// motion of the pack's own plan (self-ego).
    /// </summary>
    public IReadOnlyList<FutureMotion>? Motion { get; init; }

    /// <summary>Forecast as if the car had not said how it moves; what its images show of it still counts.</summary>
    public bool IgnoreEgo { get; init; }
}
