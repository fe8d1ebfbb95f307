using VoxPilot.Core;

namespace VoxPilot.Jobs.Tests.Baselines;

/// <summary>Grids of the Occ3D layout.</summary>
internal static class MadeGrids
{
    /// <summary>Any labels.</summary>
    public static OccupancyGrid Any(int seed, double occupied = 0.3)
    {
        Random random = new(seed);
        return Of((_, _, _) => random.NextDouble() < occupied ? (byte)random.Next(OccupancyClasses.Occupied) : (byte)OccupancyClass.Free);
    }

    /// <summary>A street: road, pavements, fronts of houses on both sides, a car, a walker and a tree.</summary>
    public static OccupancyGrid Street() => Of((x, y, z) => (x, y, z) switch
    {
        ( >= 110 and < 121, >= 96 and < 101, >= 3 and < 7) => (byte)OccupancyClass.Car,
        (130, 80, >= 3 and < 7) => (byte)OccupancyClass.Pedestrian,
        ( >= 60 and < 66, >= 70 and < 76, >= 6 and < 12) => (byte)OccupancyClass.Vegetation,
        (_, 64 or 136, >= 2) => (byte)OccupancyClass.Manmade,
        (_, >= 84 and < 116, 2) => (byte)OccupancyClass.DriveableSurface,
        (_, > 64 and < 136, 2) => (byte)OccupancyClass.Sidewalk,
        _ => (byte)OccupancyClass.Free,
    });

    /// <summary>Left and right exchanged.</summary>
    public static OccupancyGrid Mirrored(OccupancyGrid grid) => Of((x, y, z) => grid[x, grid.Spec.SizeY - 1 - y, z]);

    public static OccupancyGrid Of(Func<int, int, int, byte> label)
    {
        GridSpec spec = GridSpec.Occ3D;
        byte[] labels = new byte[spec.Count];
        for (int x = 0; x < spec.SizeX; x++)
        {
            for (int y = 0; y < spec.SizeY; y++)
            {
                for (int z = 0; z < spec.SizeZ; z++)
                {
                    labels[spec.Index(x, y, z)] = label(x, y, z);
                }
            }
        }
        return new(spec, labels);
    }
}
