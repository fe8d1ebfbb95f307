using System.Numerics;
using System.Runtime.Intrinsics;

using VoxPilot.Core.Formats;
using VoxPilot.World.Meshes;
using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Sensors;

/// <summary>
/// Takes a LiDAR sweep: all rays at one instant, so that there is no smear by our own motion. One object per thread; buffers are reused.
/// </summary>
internal sealed class LidarScanner
{
    /// <summary>Nearest return, metres: nearer ones are lost.</summary>
    public const float MinimumRange = 0.9f;

    /// <summary>Farthest return, metres.</summary>
    public const int MaximumRange = 100;

    /// <summary>Deviation of a measured range, metres; no error is larger than 3.5 times this.</summary>
    public const float Noise = 0.02f;


    private readonly float[] ranges = new float[LidarBeams.X.Length];
    private readonly int[] triangles = new int[LidarBeams.X.Length];
    private readonly int[] instances = new int[LidarBeams.X.Length];
    private readonly float[] points = new float[LidarBeams.Rings * LidarBeams.Azimuths * LidarSweep.Fields];
    private readonly byte[] classes = new byte[LidarBeams.Rings * LidarBeams.Azimuths];
    private readonly int[] agents = new int[LidarBeams.Rings * LidarBeams.Azimuths];

    /// <summary>How far each ray of the last sweep went before it met something, in the order of <see cref="LidarBeams.X"/>.</summary>
    public ReadOnlySpan<float> Ranges => ranges;

    /// <summary>Takes a sweep. Points come in the order of a spinning sensor: firing by firing, each from the lowest ring up.</summary>
    /// <param name="scene">What there is.</param>
    /// <param name="ego">Where our own car is.</param>
    /// <param name="weather">Haze and wetness.</param>
    /// <param name="seed">Seed of the recording.</param>
    /// <param name="moment">Index of the moment; seed, moment and ray decide noise and losses.</param>
    public LidarScan Scan(RayScene scene, in EgoMotion ego, Weather weather, ulong seed, int moment)
    {
        Placement place = new(new((float)ego.Position.X, (float)ego.Position.Y, 0), ego.Yaw);
        Cast(scene, place);
        LidarEcho echo = new(weather);
        ulong noise = RandomStream.Mix(RandomStream.Mix(seed + 1) ^ ((ulong)moment << 20) ^ 0x11DA5CA4UL << 32);
        int count = 0;
        for (int azimuth = 0; azimuth < LidarBeams.Azimuths; azimuth++)
        {
            for (int ring = 0; ring < LidarBeams.Rings; ring++)
            {
                int ray = ring * LidarBeams.Stride + azimuth;
                if (triangles[ray] >= 0 && ranges[ray] >= MinimumRange)
                {
                    count += Return(scene, place, ray, ring, echo, RandomStream.Mix(noise + (ulong)(azimuth * LidarBeams.Rings + ring)), count) ? 1 : 0;
                }
            }
        }
        return new(LidarSweep.Of(points[..(LidarSweep.Fields * count)]), classes[..count], agents[..count]);
    }

    private void Cast(RayScene scene, in Placement place)
    {
        Vector256<float> sin = Vector256.Create(place.Sin), cos = Vector256.Create(place.Cos);
        Vector3 origin = place.ToTown(LidarBeams.Origin);
        for (int i = 0; i < ranges.Length; i += RayPacket.Size)
        {
            Vector256<float> x = Vector256.Create<float>(LidarBeams.X.AsSpan(i, RayPacket.Size)), y = Vector256.Create<float>(LidarBeams.Y.AsSpan(i, RayPacket.Size));
            RayPacket rays = new(origin, cos * x - sin * y, sin * x + cos * y, Vector256.Create<float>(LidarBeams.Z.AsSpan(i, RayPacket.Size)), MaximumRange);
            scene.Cast(ref rays);
            rays.Limit.CopyTo(ranges, i);
            rays.Triangle.CopyTo(triangles, i);
            rays.Instance.CopyTo(instances, i);
        }
    }

    // Adds the point of a ray that met something, unless its echo is lost.
    private bool Return(RayScene scene, in Placement place, int ray, int ring, LidarEcho echo, ulong chance, int index)
    {
        (MeshInstance thing, TriangleTree tree) = scene.At(triangles[ray], instances[ray]);
        int triangle = tree.TriangleOf(triangles[ray]);
        byte part = thing.Mesh.Parts[triangle];
        Vector3 direction = new(LidarBeams.X[ray], LidarBeams.Y[ray], LidarBeams.Z[ray]), town = place.Turn(direction);
        Vector3 world = place.ToTown(LidarBeams.Origin) + town * ranges[ray];
        Vector3 localNormal = Normal(thing.Mesh, triangle), normal = thing.Place.Turn(localNormal);
        float incidence = -(normal.X * town.X + normal.Y * town.Y + normal.Z * town.Z);
        Look look = thing.Surfaces[part].At(new(world, thing.Place.ToLocal(world), localNormal, incidence < 0 ? -normal : normal, 0.03f));
        float brightness = Math.Clamp((look.Color.X + look.Color.Y + look.Color.Z) / 3, 0, 1);
        byte label = (byte)thing.Mesh.Classes[part];
        float intensity = echo.Intensity(label, brightness, MathF.Abs(incidence), ranges[ray], chance);
        if (intensity < 0)
        {
            return false;
        }
        float range = ranges[ray] + Noise * Deviate(RandomStream.Mix(chance ^ 0x5EED));
        // Ego directions to the LiDAR's frame: right is −y, forward is x.
        ReadOnlySpan<float> point = [-direction.Y * range, direction.X * range, direction.Z * range, intensity, ring];
        point.CopyTo(points.AsSpan(LidarSweep.Fields * index));
        (classes[index], agents[index]) = (label, thing.Agent);
        return true;
    }

    private static Vector3 Normal(Mesh mesh, int triangle)
    {
        Vector3 a = mesh.Positions[mesh.Indices[3 * triangle]];
        Vector3 u = mesh.Positions[mesh.Indices[3 * triangle + 1]] - a, v = mesh.Positions[mesh.Indices[3 * triangle + 2]] - a;
        Vector3 n = new(u.Y * v.Z - u.Z * v.Y, u.Z * v.X - u.X * v.Z, u.X * v.Y - u.Y * v.X);
        return n / MathF.Max(MathF.Sqrt(n.X * n.X + n.Y * n.Y + n.Z * n.Z), 1e-20f);
    }

    // Nearly normal with deviation 1, within ±3.47: the sum of four uniforms.
    private static float Deviate(ulong bits) =>
        ((bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48) - 131070f) * (1.7320508f / 65535f);
}
