using VoxPilot.Core.Metrics;
using VoxPilot.World.Sheets;
using VoxPilot.World.Simulation;

namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>How a driver fared on a route.</summary>
public sealed record DrivenRoute
{
    /// <summary>Number of the route, from 0.</summary>
    public required int Route { get; init; }

    /// <summary>Its seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How it ended.</summary>
    public required RouteEnd End { get; init; }

    /// <summary>What was touched; null for nothing.</summary>
    public required Collision? Collision { get; init; }

    /// <summary>Seconds driven.</summary>
    public required double Seconds { get; init; }

    /// <summary>Metres driven, wherever they led.</summary>
    public required double Metres { get; init; }

    /// <summary>Metres gained along the route.</summary>
    public required double Gained { get; init; }

    /// <summary>Length of the route, metres: how far the expert came.</summary>
    public required double Length { get; init; }

    /// <summary>Seconds off the carriageway with a corner or more.</summary>
    public required double OffRoadSeconds { get; init; }

    /// <summary>Sum of the distances to the middle of the route's lane at the end of each step, metres.</summary>
    public required double Deviations { get; init; }

    /// <summary>Plans in which the driver found nothing safe.</summary>
    public required int Abstentions { get; init; }

    /// <summary>Limits of comfort that each step of half a second broke.</summary>
    public required IReadOnlyList<ComfortBreaches> Comfort { get; init; }

    /// <summary>Its end in pictures, where it failed and they are kept.</summary>
    public required Film? Film { get; init; }

    /// <summary>Steps driven.</summary>
    public int Steps => Comfort.Count;

    /// <summary>Share of the route that was driven, 0 to 1.</summary>
    public double Share => End == RouteEnd.Completed ? 1 : Length > 0 ? Math.Clamp(Gained / Length, 0, 1) : 0;
}
