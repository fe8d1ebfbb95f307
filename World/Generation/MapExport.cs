using VoxPilot.Core;
using VoxPilot.Core.Formats.NuScenes.Maps;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Generation;

/// <summary>Makes nuScenes' vector map (map expansion 1.3) of a town: drivable area, intersections, lanes with their links, crossings, pavements.</summary>
internal static class MapExport
{
    public static MapExpansion Of(Town town, MapFrame map)
    {
        MapExpansionBuilder builder = new(town.Name);
        string drivable = builder.AddDrivableArea(town.Ground.Where(area => area.Class == OccupancyClass.DriveableSurface).Select(area => Outline(area.Shape, map)));
        foreach (Junction junction in town.Junctions)
        {
            builder.AddRoadSegment(Outline(junction.Area, map), isIntersection: true, drivable);
        }
        foreach (Lane lane in town.Lanes)
        {
            (Vector2D[] left, Vector2D[] right) = (Edge(lane, lane.Width / 2, map), Edge(lane, -lane.Width / 2, map));
            MapOutline area = new([.. right, .. left.Reverse()], []);
            if (lane.Junction >= 0)
            {
                builder.AddLaneConnector(lane.Id, area, Middle(lane, map), lane.Predecessors, lane.Successors);
            }
            else
            {
                builder.AddLane(lane.Id, area, [right[0], left[0]], [right[^1], left[^1]], Middle(lane, map), lane.Predecessors, lane.Successors);
            }
        }
        foreach (Crossing crossing in town.Crossings)
        {
            builder.AddPedCrossing(Outline(crossing.Area, map));
        }
        foreach (GroundArea area in town.Ground.Where(area => area.Class == OccupancyClass.Sidewalk))
        {
            builder.AddWalkway(Outline(area.Shape, map));
        }
        return builder.Build(map.Size.X, map.Size.Y);
    }

    private static MapOutline Outline(Area area, MapFrame map) =>
        new([.. area.Outline.Select(map.Of)], [.. area.Holes.Select(hole => hole.Select(map.Of).ToArray())]);

    private static Vector2D[] Edge(Lane lane, double left, MapFrame map) => [.. lane.Centre.Offset(left).Points.Select(map.Of)];

    // The points of the middle lie so close that straight pieces between them miss the curve by millimetres.
    private static MapArc[] Middle(Lane lane, MapFrame map)
    {
        IReadOnlyList<Vector2D> points = lane.Centre.Points;
        MapArc[] arcs = new MapArc[points.Count - 1];
        for (int i = 0; i < arcs.Length; i++)
        {
            Vector2D d = points[i + 1] - points[i];
            arcs[i] = MapArc.Straight(map.Of(points[i]), map.Of(points[i + 1]), Elementary.Atan2(d.Y, d.X));
        }
        return arcs;
    }
}
