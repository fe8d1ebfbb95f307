using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Planning.Tests;

/// <summary>Hand-made grids: an empty world into which boxes and ground are put.</summary>
internal sealed class GridBuilder(GridSpec spec)
{
    private readonly byte[] labels = [.. OccupancyGrid.Empty(spec).Labels];

    public GridBuilder() : this(GridSpec.Occ3D)
    {
    }

    public GridBuilder Box(OccupancyClass label, double x0, double x1, double y0, double y1, double z0 = 0.2, double z1 = 1.8)
    {
        for (int x = 0; x < spec.SizeX; x++)
        {
            for (int y = 0; y < spec.SizeY; y++)
            {
                for (int z = 0; z < spec.SizeZ; z++)
                {
                    Vector3D c = spec.Centre(x, y, z);
                    if (c.X > x0 && c.X < x1 && c.Y > y0 && c.Y < y1 && c.Z > z0 && c.Z < z1)
                    {
                        labels[spec.Index(x, y, z)] = (byte)label;
                    }
                }
            }
        }
        return this;
    }

    public GridBuilder Ground(OccupancyClass label, double x0, double x1, double y0, double y1) => Box(label, x0, x1, y0, y1, -0.3, 0.1);

    public OccupancyGrid Build() => new(spec, [.. labels]);
}
