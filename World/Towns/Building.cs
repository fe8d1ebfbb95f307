using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>A house or hall on a rectangular plot: its front is the side at +length/2 across, see <see cref="Plot"/>.</summary>
/// <param name="Plot">What it covers. Its front faces the plot's left (the direction of yaw + 90°); length runs along the front.</param>
/// <param name="Floors">How many floors.</param>
/// <param name="FloorHeight">Height of a floor, metres.</param>
/// <param name="Roof">What is on top.</param>
/// <param name="Shop">True if the ground floor is a shop.</param>
/// <param name="Architecture">How it looks.</param>
/// <param name="Seed">Decides colours, windows, lettering.</param>
public sealed record Building(Footprint Plot, int Floors, double FloorHeight, RoofKind Roof, bool Shop, Architecture Architecture, ulong Seed)
{
    /// <summary>Height of the walls, metres.</summary>
    public double Height => Floors * FloorHeight;
}
