namespace VoxPilot.World.Towns;

/// <summary>How a pavement is shared: lamps and posts along the kerb, people behind them.</summary>
internal static class Pavements
{
    /// <summary>Strip at the kerb that lamps, signs and posts stand on, metres.</summary>
    public const double FurnitureStrip = 0.7;

    /// <summary>Distance from a road's middle to the line that people walk on.</summary>
    public static double WalkOffset(Road road, int side) => road.Profile.Outer(side) - Room(road) / 2;

    /// <summary>Room for people, metres.</summary>
    public static double Room(Road road) => road.Profile.Pavement - FurnitureStrip;
}
