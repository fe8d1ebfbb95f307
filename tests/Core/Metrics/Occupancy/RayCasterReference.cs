using System.Numerics;

using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Tests.Metrics;

/// <summary>One ray through one grid, every voxel visited and asked: the plain twin of <c>RayCaster</c>.</summary>
internal static class RayCasterReference
{
    private const int MaximumSteps = 1000;

    public static (byte Label, float Distance) Cast(byte[] labels, Vector3D origin, Vector3 direction)
    {
        GridSpec grid = GridSpec.Occ3D;
        double[] low = [grid.Origin.X, grid.Origin.Y, grid.Origin.Z], from = [origin.X, origin.Y, origin.Z], towards = [direction.X, direction.Y, direction.Z];
        int[] size = [grid.SizeX, grid.SizeY, grid.SizeZ], voxel = new int[3], step = new int[3];
        double[] next = new double[3], delta = new double[3], along = new double[3], start = new double[3];
        for (int axis = 0; axis < 3; axis++)
        {
            start[axis] = (float)((from[axis] - low[axis]) / 0.4f);
            along[axis] = (float)((towards[axis] + from[axis] - low[axis]) / 0.4f) - start[axis];
        }
        double length = Math.Sqrt(along[0] * along[0] + along[1] * along[1] + along[2] * along[2]);
        for (int axis = 0; axis < 3; axis++)
        {
            double d = along[axis] / length;
            voxel[axis] = (int)Math.Truncate(start[axis]);
            step[axis] = d < 0 ? -1 : 1;
            next[axis] = d == 0 ? double.MaxValue : ((d < 0 ? voxel[axis] : voxel[axis] + 1) - start[axis]) / d;
            delta[axis] = d == 0 ? double.MaxValue : step[axis] / d;
        }
        byte label = labels[0];
        double distance = -1;
        for (int k = 0; k <= MaximumSteps; k++)
        {
            bool inside = Enumerable.Range(0, 3).All(axis => voxel[axis] >= 0 && voxel[axis] < size[axis]);
            if (!inside && distance >= 0)
            {
                break; // out again
            }
            int at = inside ? grid.Index(voxel[0], voxel[1], voxel[2]) : 0;
            // ties: y before x, z before both
            int first = next[0] < next[1] ? next[0] < next[2] ? 0 : 2 : next[1] < next[2] ? 1 : 2;
            double leaves = next[first];
            next[first] += delta[first];
            voxel[first] += step[first];
            if (inside)
            {
                (label, distance) = (labels[at], leaves);
                if (label != 17)
                {
                    break;
                }
            }
        }
        return (label, (float)distance * 0.4f);
    }
}
