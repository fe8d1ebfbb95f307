using System.Numerics;

using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// Where a ray is among voxels (Amanatides and Woo, "A fast voxel traversal algorithm for ray tracing", 1987), in units of a voxel. Start and end
/// are rounded to single precision as <c>process_one_sample</c> in <c>loaders/ray_metrics.py</c> of MCG-NJU/SparseOcc hands them to its kernel; all
/// else is in double precision.
/// </summary>
internal struct VoxelRay
{
    private const double Voxel = 0.4f; // upstream divides by the single precision number

    /// <summary>The voxel. A start just below 0 counts as in voxel 0: upstream cuts off the fraction.</summary>
    public int X, Y, Z;

    /// <summary>1 or −1: to the next voxel along each axis.</summary>
    public int StepX, StepY, StepZ;

    /// <summary>Distance from the start to the next border across each axis.</summary>
    public double NextX, NextY, NextZ;

    /// <summary>Distance between borders across each axis.</summary>
    public double DeltaX, DeltaY, DeltaZ;

    /// <summary>A ray from a place in the ego frame of Occ3D's grid.</summary>
    public static VoxelRay Of(Vector3D origin, Vector3 direction)
    {
        Vector3D low = GridSpec.Occ3D.Origin;
        double x = (float)((origin.X - low.X) / Voxel), y = (float)((origin.Y - low.Y) / Voxel), z = (float)((origin.Z - low.Z) / Voxel);
        double towardsX = (float)((direction.X + origin.X - low.X) / Voxel) - x;
        double towardsY = (float)((direction.Y + origin.Y - low.Y) / Voxel) - y;
        double towardsZ = (float)((direction.Z + origin.Z - low.Z) / Voxel) - z;
        double length = Math.Sqrt(towardsX * towardsX + towardsY * towardsY + towardsZ * towardsZ);
        VoxelRay ray = default;
        (ray.X, ray.StepX, ray.NextX, ray.DeltaX) = Axis(x, towardsX / length);
        (ray.Y, ray.StepY, ray.NextY, ray.DeltaY) = Axis(y, towardsY / length);
        (ray.Z, ray.StepZ, ray.NextZ, ray.DeltaZ) = Axis(z, towardsZ / length);
        return ray;
    }

    /// <summary>Goes on to the next voxel: across x if that border comes first of all, across z rather than y or x where they come together.</summary>
    /// <returns>Distance at which the ray leaves the voxel.</returns>
    public double Step()
    {
        double leaves;
        if (NextX < NextY && NextX < NextZ)
        {
            (leaves, NextX, X) = (NextX, NextX + DeltaX, X + StepX);
        }
        else if (NextX >= NextY && NextY < NextZ)
        {
            (leaves, NextY, Y) = (NextY, NextY + DeltaY, Y + StepY);
        }
        else
        {
            (leaves, NextZ, Z) = (NextZ, NextZ + DeltaZ, Z + StepZ);
        }
        return leaves;
    }

    private static (int Voxel, int Step, double Next, double Delta) Axis(double start, double direction)
    {
        int voxel = (int)start, step = direction >= 0 ? 1 : -1;
        return direction == 0
            ? (voxel, step, double.MaxValue, double.MaxValue)
            : (voxel, step, (voxel + (step > 0 ? 1 : 0) - start) / direction, step / direction);
    }
}
