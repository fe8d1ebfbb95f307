using System.Numerics;
using System.Runtime.Intrinsics;

namespace VoxPilot.World.Sensors;

/// <summary>
/// Eight rays that are cast together: neighbours meet the same boxes and triangles. Every lane computes what a single ray would, so that
/// a ray's result does not depend on its neighbours.
/// </summary>
internal struct RayPacket
{
    /// <summary>Rays in a packet.</summary>
    public const int Size = 8;

    /// <summary>Where the rays begin.</summary>
    public Vector256<float> OriginX, OriginY, OriginZ;

    /// <summary>Their directions, of unit length.</summary>
    public Vector256<float> X, Y, Z;

    /// <summary>How far each ray goes; after a cast, where it ends.</summary>
    public Vector256<float> Limit;

    /// <summary>Which triangle it ended on, as the tree numbers them; −1 if none.</summary>
    public Vector256<int> Triangle;

    /// <summary>Which moving instance it ended on; −1 for the town.</summary>
    public Vector256<int> Instance;

    /// <summary>Rays from one place that have met nothing yet.</summary>
    public RayPacket(Vector3 origin, Vector256<float> x, Vector256<float> y, Vector256<float> z, float limit)
    {
        (OriginX, OriginY, OriginZ) = (Vector256.Create(origin.X), Vector256.Create(origin.Y), Vector256.Create(origin.Z));
        (X, Y, Z) = (x, y, z);
        Limit = Vector256.Create(limit);
        Triangle = Instance = Vector256<int>.AllBitsSet;
    }

    /// <summary>One over a direction; where it is nearly 0, a huge number instead of infinity, which would turn to NaN on a box's face.</summary>
    public static Vector256<float> Inverse(Vector256<float> direction)
    {
        Vector256<float> small = Vector256.Create(1e-18f);
        return Vector256<float>.One / Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Abs(direction), small), small, direction);
    }
}
