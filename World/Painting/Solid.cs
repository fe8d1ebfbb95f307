using System.Numerics;

using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Painting;

/// <summary>A convex solid: the intersection of half-spaces n · p ≤ d in a placed frame. Boxes, prisms, wheels, car bodies.</summary>
internal sealed class Solid : Shape
{
    private readonly Placement placement;
    private readonly Vector3[] normals;
    private readonly float[] distances;

    private Solid(Placement placement, List<(Vector3 Normal, float Distance)> planes, Box3 local, Surface surface) : base(surface)
    {
        this.placement = placement;
        normals = [.. planes.Select(plane => plane.Normal)];
        distances = [.. planes.Select(plane => plane.Distance)];
        Bounds = placement.Bounds(local);
    }

    public override Box3 Bounds { get; }

    /// <summary>A box between two local corners.</summary>
    public static Solid Block(Placement placement, Vector3 low, Vector3 high, Surface surface) =>
        Prism(placement, [new(low.X, low.Z), new(high.X, low.Z), new(high.X, high.Z), new(low.X, high.Z)], low.Y, high.Y, surface);

    /// <summary>A convex polygon in local (x, z), counter-clockwise, extruded along y; <paramref name="lean"/> tilts both sides inwards by so many metres per metre of height above <paramref name="waist"/>.</summary>
    public static Solid Prism(Placement placement, Vector2[] polygon, float right, float left, Surface surface, float lean = 0, float waist = 0)
    {
        List<(Vector3, float)> planes = [];
        for (int i = 0; i < polygon.Length; i++)
        {
            Vector2 a = polygon[i], edge = polygon[(i + 1) % polygon.Length] - a;
            Vector2 outward = Vector2.Normalize(new(edge.Y, -edge.X));
            planes.Add((new(outward.X, 0, outward.Y), Vector2.Dot(outward, a)));
        }
        Vector3 leftward = Vector3.Normalize(new(0, 1, lean)), rightward = Vector3.Normalize(new(0, -1, lean));
        planes.Add((leftward, Vector3.Dot(leftward, new(0, left, waist))));
        planes.Add((rightward, Vector3.Dot(rightward, new(0, right, waist))));
        Vector2 low = polygon.Aggregate(Vector2.Min), high = polygon.Aggregate(Vector2.Max);
        float widen = Math.Max(0, lean * (waist - low.Y));
        return new(placement, planes, new(new(low.X, right - widen, low.Y), new(high.X, left + widen, high.Y)), surface);
    }

    /// <summary>A cylinder whose axis is local y: wheels.</summary>
    public static Solid Wheel(Placement placement, Vector3 centre, float radius, float width, Surface surface)
    {
        const int Corners = 26;
        Vector2[] circle = new Vector2[Corners];
        for (int i = 0; i < Corners; i++)
        {
            (float sin, float cos) = MathF.SinCos(2 * MathF.PI * i / Corners);
            circle[i] = new(centre.X + radius * cos, centre.Z + radius * sin);
        }
        return Prism(placement, circle, centre.Y - width / 2, centre.Y + width / 2, surface);
    }

    public override bool Meets(in Ray ray, float limit, out float t, out int face)
    {
        Vector3 origin = placement.ToLocal(ray.Origin), direction = placement.TurnBack(ray.Direction);
        float enter = float.MinValue, leave = limit;
        face = -1;
        t = 0;
        for (int i = 0; i < normals.Length; i++)
        {
            float approach = Vector3.Dot(normals[i], direction), outside = Vector3.Dot(normals[i], origin) - distances[i];
            if (approach < -1e-7f)
            {
                float at = -outside / approach;
                (enter, face) = at > enter ? (at, i) : (enter, face);
            }
            else if (approach > 1e-7f)
            {
                leave = Math.Min(leave, -outside / approach);
            }
            else if (outside > 0)
            {
                return false;
            }
            if (enter > leave)
            {
                return false;
            }
        }
        t = enter;
        return enter > Nearest && face >= 0 && (!Surface.HasHoles || Surface.Covers(placement.ToLocal(ray.At(t)), ray.At(t), t));
    }

    public override void Describe(Vector3 point, int face, out Vector3 local, out Vector3 localNormal, out Vector3 normal)
    {
        local = placement.ToLocal(point);
        localNormal = normals[face];
        normal = placement.Turn(localNormal);
    }
}
