using System.Numerics;
using VoxPilot.Core;
using VoxPilot.World.Meshes;
using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Rendering;

/// <summary>Light that comes from one sample of a camera.</summary>
internal readonly struct PointShader
{
    private readonly RenderScene scene;
    private readonly ShadowMap shadows;
    private readonly Projection view;
    private readonly VisibilityBuffer seen;
    private readonly List<SceneItem> items;
    private readonly Vector3[] colors;
    private readonly AmbientOcclusion occlusion;
    private readonly float pixelAngle;

    /// <param name="scene">The town's light.</param>
    /// <param name="shadows">Where the sun does not reach.</param>
    /// <param name="view">The camera.</param>
    /// <param name="seen">What it sees.</param>
    /// <param name="items">The frame's instances.</param>
    /// <param name="colors">Colours of the samples so far, for reflections on wet ground: rows above are there.</param>
    public PointShader(RenderScene scene, ShadowMap shadows, Projection view, VisibilityBuffer seen, List<SceneItem> items, Vector3[] colors)
    {
        (this.scene, this.shadows, this.view, this.seen, this.items, this.colors) = (scene, shadows, view, seen, items, colors);
        occlusion = new(view, seen);
        Vector3 step = view.Ray(2, 0) - view.Ray(0, 0);
        pixelAngle = Length(step);
    }

    /// <summary>True if two samples show faces that pass for one: the same part of an instance, not turned much.</summary>
    public bool SameFace(int id, int other, Vector3 otherNormal)
    {
        if (id == other)
        {
            return true;
        }
        if (id < 0 || other < 0)
        {
            return false;
        }
        ref readonly DrawnTriangle a = ref seen.Triangles[id], b = ref seen.Triangles[other];
        if (a.Item != b.Item)
        {
            return false;
        }
        MeshInstance instance = items[a.Item].Instance;
        Mesh mesh = instance.Mesh;
        if (mesh.Parts[a.Triangle] != mesh.Parts[b.Triangle])
        {
            return false;
        }
        return Dot(instance.Place.Turn(mesh.Normals[mesh.Indices[3 * a.Triangle]]), otherNormal) > 0.9f;
    }

    /// <summary>The light, and the normal that it was computed with.</summary>
    public Vector3 Light(int x, int y, out Vector3 normal)
    {
        int at = y * seen.Stride + x, id = seen.Ids[at];
        Vector3 ray = view.Ray(x, y);
        if (id < 0)
        {
            normal = Vector3.Zero;
            return scene.Sky.Seen(ray);
        }
        float depth = 1 / seen.Nearness[at], length = Length(ray), distance = depth * length;
        Vector3 point = view.Eye + ray * depth, direction = ray * (1 / length);
        ref readonly DrawnTriangle drawn = ref seen.Triangles[id];
        MeshInstance instance = items[drawn.Item].Instance;
        Mesh mesh = instance.Mesh;
        Vector3 local = instance.Place.ToLocal(point), localNormal = Normal(mesh, drawn.Triangle, local);
        normal = instance.Place.Turn(localNormal);
        float facing = -Dot(normal, direction);
        if (facing < 0.02f)
        {
            // A smooth normal may turn away where the face does not.
            Vector3 towards = normal - direction * (facing - 0.02f < 0 ? 0.02f - facing : 0);
            normal = towards * (1 / Length(towards));
            facing = 0.02f;
        }
        float blur = distance * pixelAngle / MathF.Sqrt(Math.Max(facing, 0.04f));
        Look look = instance.Surfaces[mesh.Parts[drawn.Triangle]].At(new(point, local, localNormal, normal, blur));
        float open = occlusion.Open(x, y, point, normal, 1 / depth);
        Vector3 light = Reflected(look, direction, point, normal, facing, open);
        if (scene.Light.Wetness > 0 && normal.Z > 0.9f && SceneItem.IsGround(mesh.Classes[mesh.Parts[drawn.Triangle]]))
        {
            light = Wet(light, point, direction, facing, y, mesh.Classes[mesh.Parts[drawn.Triangle]] == OccupancyClass.Terrain ? 0.2f : 1);
        }
        float clear = Curves.Fall(scene.Light.Haze * Math.Max(0, distance - 6));
        Vector3 air = scene.Light.Air(direction);
        return air + clear * (light - air);
    }

    private Vector3 Reflected(in Look look, Vector3 direction, Vector3 point, Vector3 normal, float facing, float open)
    {
        Daylight daylight = scene.Light;
        float towards = Dot(normal, daylight.ToSun), sun = towards > 0 || look.Through > 0 ? shadows.Lit(point, towards > 0 ? normal : -normal) : 0;
        open *= look.Open * (0.5f + 0.5f * shadows.Uncovered(point, normal));
        Vector3 arriving = daylight.Ambient(normal) * open;
        arriving += daylight.Sunlight * (sun * (towards > 0 ? towards : -look.Through * towards));
        Vector3 light = look.Color * arriving;
        if (look.Mirror > 0)
        {
            float rest = 1 - Math.Min(1, facing), square = rest * rest;
            float share = Math.Min(0.9f, look.Mirror + (1 - look.Mirror) * square * square * rest * Math.Min(1, look.Polish * (1 / 150f)));
            Vector3 mirrored = direction + normal * (2 * facing);
            light += share * (Mirrored(mirrored) * (0.35f + 0.65f * open) - light);
            if (towards > 0)
            {
                float near = 1 - Dot(mirrored, daylight.ToSun);
                light += daylight.Sunlight * (sun * share * Math.Min(6, 0.05f * look.Polish) * Curves.Fall(look.Polish * Math.Max(0, near)));
            }
        }
        return light + look.Glow * daylight.Lamps;
    }

    // A film of water darkens the ground and mirrors what stands behind it; puddles more than the rest, soil less.
    private Vector3 Wet(Vector3 light, Vector3 point, Vector3 direction, float facing, int y, float closed)
    {
        float wet = scene.Light.Wetness, puddle = Tint.Step(0.52f, 0.62f, Noise.Octaves(0.35f * point.X, 0.35f * point.Y, 3));
        float rest = 1 - Math.Min(1, facing), square = rest * rest, share = closed * wet * (0.02f + (0.50f + 0.35f * puddle) * square * square * rest);
        Vector3 mirrored = new(direction.X, direction.Y, -direction.Z);
        return light * (1 - 0.42f * wet) * (1 - share) + share * Traced(point, mirrored, y);
    }

    // Follows a ray upwards through the picture until it passes behind something.
    private Vector3 Traced(Vector3 point, Vector3 ray, int below)
    {
        Vector4D px = view.X, py = view.Y, pw = view.W;
        float t = 0.35f;
        for (int step = 0; step < 14; step++, t *= 1.45f)
        {
            Vector3 q = point + ray * t;
            double w = pw.X * q.X + pw.Y * q.Y + pw.Z * q.Z + pw.W;
            if (w < Projection.Near)
            {
                break;
            }
            int x = (int)((px.X * q.X + px.Y * q.Y + px.Z * q.Z + px.W) / w) | 1, y = (int)((py.X * q.X + py.Y * q.Y + py.Z * q.Z + py.W) / w) | 1;
            if ((uint)x >= (uint)seen.Width || y < 0 || y >= below)
            {
                break;
            }
            float nearness = seen.Nearness[y * seen.Stride + x];
            double behind = w * nearness;
            if (behind > 1 && behind < 1.6)
            {
                return colors[y * seen.Stride + x];
            }
        }
        return Vector3.Min(scene.Sky.Seen(ray with { Z = Math.Max(ray.Z, 0.05f) }), new(3));
    }

    // Sky above, dark fronts at eye level, the road below.
    private Vector3 Mirrored(Vector3 d)
    {
        Vector3 ground = 0.16f * scene.Light.FromSky, fronts = 0.22f * scene.Light.FromSky;
        if (d.Z < 0)
        {
            return Tint.Mix(fronts, ground, Math.Min(1, -6 * d.Z));
        }
        float roofs = Tint.Step(0.12f, 0.30f, d.Z);
        return roofs > 0 ? Tint.Mix(fronts, Vector3.Min(scene.Sky.Seen(d), new(3)), roofs) : fronts;
    }

    private static Vector3 Normal(Mesh mesh, int triangle, Vector3 local)
    {
        int i = mesh.Indices[3 * triangle], j = mesh.Indices[3 * triangle + 1], k = mesh.Indices[3 * triangle + 2];
        Vector3 n0 = mesh.Normals[i], n1 = mesh.Normals[j], n2 = mesh.Normals[k];
        if (n0 == n1 && n1 == n2)
        {
            return n0;
        }
        Vector3 p = mesh.Positions[i], a = mesh.Positions[j] - p, b = mesh.Positions[k] - p, q = local - p;
        float aa = Dot(a, a), ab = Dot(a, b), bb = Dot(b, b), qa = Dot(q, a), qb = Dot(q, b), determinant = aa * bb - ab * ab;
        if (!(determinant > 0))
        {
            return n0;
        }
        float u = Math.Clamp((bb * qa - ab * qb) / determinant, 0, 1), v = Math.Clamp((aa * qb - ab * qa) / determinant, 0, 1);
        Vector3 n = n0 + u * (n1 - n0) + v * (n2 - n0);
        float length = Length(n);
        return length > 1e-6f ? n * (1 / length) : n0;
    }

    private static float Dot(Vector3 a, Vector3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;

    private static float Length(Vector3 v) => MathF.Sqrt(v.X * v.X + v.Y * v.Y + v.Z * v.Z);
}
