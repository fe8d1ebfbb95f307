using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>A town seen in a mirror along the x axis: its traffic keeps to the left.</summary>
internal static class TownMirror
{
    /// <summary>The mirror image.</summary>
    public static Town Mirrored(Town town) => town with
    {
        Lanes = [.. town.Lanes.Select(Mirrored)],
        Junctions = [.. town.Junctions.Select(junction => junction with { Area = Mirrored(junction.Area) })],
        Crossings = [.. town.Crossings.Select(crossing => crossing with { From = Mirrored(crossing.From), To = Mirrored(crossing.To), Area = Mirrored(crossing.Area) })],
        Walkways = [.. town.Walkways.Select(walkway => walkway with { Centre = Mirrored(walkway.Centre) })],
        Ground = [.. town.Ground.Select(area => new GroundArea(Mirrored(area.Shape), area.Class, area.Material, area.Height))],
        Markings = [.. town.Markings.Select(marking => marking with { Shape = Ring(marking.Shape) })],
        Buildings = [.. town.Buildings.Select(building => building with { Plot = Mirrored(building.Plot) })],
        Plants = [.. town.Plants.Select(plant => plant with { Position = Mirrored(plant.Position), Yaw = -plant.Yaw })],
        Furniture = [.. town.Furniture.Select(thing => thing with { Position = Mirrored(thing.Position), Yaw = -thing.Yaw })],
        Objects = [.. town.Objects.Select(thing => thing with { Position = Mirrored(thing.Position), Yaw = -thing.Yaw })],
        Low = new(town.Low.X, -town.High.Y),
        High = new(town.High.X, -town.Low.Y),
        TerrainHeight = p => town.TerrainHeight(Mirrored(p)),
    };

    private static Lane Mirrored(Lane lane) => lane with
    {
        Centre = Mirrored(lane.Centre),
        Turn = lane.Turn switch { Turn.Left => Turn.Right, Turn.Right => Turn.Left, _ => lane.Turn },
        LeftNeighbour = lane.RightNeighbour,
        RightNeighbour = lane.LeftNeighbour,
    };

    private static Vector2D Mirrored(Vector2D p) => new(p.X, -p.Y);

    private static Vector3D Mirrored(Vector3D p) => new(p.X, -p.Y, p.Z);

    private static Polyline Mirrored(Polyline line) => new(line.Points.Select(Mirrored));

    private static Area Mirrored(Area area) => new(Ring(area.Outline), [.. area.Holes.Select(Ring)]);

    /// <summary>The ring in reverse, so that it keeps its sense of rotation.</summary>
    private static IReadOnlyList<Vector2D> Ring(IReadOnlyList<Vector2D> ring) => [.. ring.Reverse().Select(Mirrored)];

    /// <summary>A house's front is on its left, which a mirror would put on its right: it is turned about.</summary>
    private static Footprint Mirrored(Footprint plot) => plot with { Centre = Mirrored(plot.Centre), Yaw = Angles.Wrap(Math.PI - plot.Yaw) };
}
