using System.Numerics;
using VoxPilot.World.Meshes;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Rendering;

/// <summary>Light that comes from one sample of a camera.</summary>
internal readonly struct PointShader
{
    private readonly RenderScene scene;
    private readonly Projection view;
    private readonly List<SceneItem> items;
    private readonly float pixelAngle;

    public PointShader(RenderScene scene, Projection view, List<SceneItem> items)
    {
        (this.scene, this.view, this.items) = (scene, view, items);
        Vector3 step = view.Ray(2, 0) - view.Ray(0, 0);
        pixelAngle = Length(step);
    }

    /// <summary>True if two samples show faces that pass for one: the same part of an instance, not turned much.</summary>
    public bool SameFace(VisibilityBuffer seen, int id, int other, Vector3 otherNormal)
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
    public Vector3 Light(VisibilityBuffer seen, int x, int y, out Vector3 normal)
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
        Vector3 light = Reflected(look, direction, normal, facing);
        float clear = Curves.Fall(scene.Light.Haze * Math.Max(0, distance - 6));
        Vector3 air = scene.Light.Air(direction);
        return air + clear * (light - air);
    }

    private Vector3 Reflected(in Look look, Vector3 direction, Vector3 normal, float facing)
    {
        Daylight daylight = scene.Light;
        float towards = Dot(normal, daylight.ToSun), sun = 1;
        Vector3 arriving = daylight.Ambient(normal) * look.Open;
        arriving += daylight.Sunlight * (sun * (towards > 0 ? towards : -look.Through * towards));
        Vector3 light = look.Color * arriving;
        if (look.Mirror > 0)
        {
            float rest = 1 - Math.Min(1, facing), square = rest * rest;
            float share = Math.Min(0.9f, look.Mirror + (1 - look.Mirror) * square * square * rest * Math.Min(1, look.Polish * (1 / 150f)));
            Vector3 mirrored = direction + normal * (2 * facing);
            light += share * (Mirrored(mirrored) * (0.35f + 0.65f * look.Open) - light);
            if (towards > 0)
            {
                float near = 1 - Dot(mirrored, daylight.ToSun);
                light += daylight.Sunlight * (sun * share * Math.Min(6, 0.05f * look.Polish) * Curves.Fall(look.Polish * Math.Max(0, near)));
            }
        }
        return light + look.Glow * daylight.Lamps;
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
