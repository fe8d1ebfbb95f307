using System.Numerics;

using VoxPilot.Core;
using VoxPilot.World.Meshes;
using VoxPilot.World.Numerics;
using VoxPilot.World.Sensors;
using VoxPilot.World.Tests.Sensors;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Tests.Truth;

public sealed class OccupancyTruthTests
{
    private static readonly GridSpec Spec = GridSpec.Occ3D;
    private static readonly Mesh Road = Shapes.Plane(-150, -150, 150, 150, 0, OccupancyClass.DriveableSurface);

    [Fact]
    public void A_box_of_known_place_marks_its_walls_and_no_more()
    {
        // Voxels 120…124 by 90…92 by 3…5: a hull of 5·3·3 voxels with a hollow of 3·1·1.
        Mesh house = Shapes.Box(new(8.1f, -3.9f, 0.3f), new(9.9f, -2.9f, 1.3f), OccupancyClass.Manmade);
        byte[] labels = Labels(Shapes.Scene([Shapes.Put(house)]), Shapes.AtOrigin);
        for (int i = 0; i < labels.Length; i++)
        {
            (int x, int y, int z) = (i / (200 * 16), i / 16 % 200, i % 16);
            bool hull = x is >= 120 and <= 124 && y is >= 90 and <= 92 && z is >= 3 and <= 5, hollow = x is >= 121 and <= 123 && y == 91 && z == 4;
            Assert.True(labels[i] == (byte)(hull && !hollow ? OccupancyClass.Manmade : OccupancyClass.Free), $"Voxel {x}, {y}, {z} is {labels[i]}.");
        }
    }

    [Fact]
    public void The_body_of_a_vehicle_is_solid_and_its_underside_leaves_the_road_free()
    {
        Mesh car = Shapes.Box(new(-2.1f, -0.85f, 0.3f), new(2.1f, 0.85f, 1.5f), OccupancyClass.Car);
        byte[] labels = Labels(Shapes.Scene([Shapes.Put(Road)], Shapes.Put(car, new(10, 5, 0), 0.5, 0)), Shapes.AtOrigin);
        Assert.True(Spec.TryLocate(new(10, 5, 0.9), out int x, out int y, out int z));
        Assert.All(Enumerable.Range(3, 4), layer => Assert.Equal((byte)OccupancyClass.Car, labels[Spec.Index(x, y, layer)]));
        Assert.Equal((byte)OccupancyClass.DriveableSurface, labels[Spec.Index(x, y, 2)]);
        Assert.Equal((byte)OccupancyClass.Free, labels[Spec.Index(x, y, 7)]);
        Assert.Equal(5, z + 1); // the middle lies in layer 4
    }

    [Fact]
    public void Carriageway_and_pavement_lie_in_the_layer_around_zero_and_nothing_below()
    {
        byte[] labels = Labels(Shapes.Scene(
            [Shapes.Put(Road), Shapes.Put(Shapes.Plane(-150, 4.5f, 150, 9, 0.15f, OccupancyClass.Sidewalk)), Shapes.Put(Shapes.Plane(-150, -30, 150, -20, -0.5f, OccupancyClass.Terrain))]), Shapes.AtOrigin);
        for (int i = 0; i < labels.Length; i++)
        {
            (int y, int z) = (i / 16 % 200, i % 16);
            // 4.5 m is voxel 111 and a quarter: pavement covers most of voxel 111.
            OccupancyClass expected = z != 2 ? OccupancyClass.Free : y is >= 111 and <= 121 ? OccupancyClass.Sidewalk : OccupancyClass.DriveableSurface;
            Assert.True(y == 122 || labels[i] == (byte)expected, $"Column y {y}, layer {z}: {labels[i]}.");
        }
    }

    [Fact]
    public void A_thin_pole_is_never_lost()
    {
        RandomStream random = new(4);
        for (int i = 0; i < 20; i++)
        {
            Mesh pole = Shapes.Box(new(-0.03f, -0.03f, 0), new(0.03f, 0.03f, 5), OccupancyClass.Manmade);
            Vector3 foot = new((float)random.Between(-39.0, 39), (float)random.Between(-39.0, 39), 0);
            byte[] labels = Labels(Shapes.Scene([Shapes.Put(Road), Shapes.Put(pole, foot, random.Unit())]), Shapes.AtOrigin);
            Assert.True(Spec.TryLocate(new(foot.X, foot.Y, 0), out int x, out int y, out _));
            Assert.All(Enumerable.Range(2, 12), z => Assert.Equal((byte)OccupancyClass.Manmade, labels[Spec.Index(x, y, z)]));
            Assert.InRange(labels.Count(label => label == (byte)OccupancyClass.Manmade), 13, 4 * 13);
        }
    }

    [Fact]
    public void Small_movable_things_win_over_vehicles_and_these_over_what_stands()
    {
        Mesh wall = Shapes.Box(new(5, -20, 0), new(5.2f, 20, 3), OccupancyClass.Manmade);
        Mesh hedge = Shapes.Box(new(5.05f, -20, 0), new(5.25f, 20, 3), OccupancyClass.Vegetation);
        RayScene scene = Shapes.Scene(
            [Shapes.Put(hedge), Shapes.Put(wall), Shapes.Put(Road)],
            Shapes.Put(Shapes.Box(new(5.1f, 0, 0), new(5.3f, 8, 2), OccupancyClass.Car), default, 0, 1),
            Shapes.Put(Shapes.Box(new(5.1f, 4, 0), new(5.15f, 4.1f, 1.7f), OccupancyClass.Pedestrian), default, 0, 0));
        byte[] labels = Labels(scene, Shapes.AtOrigin);
        byte At(double y, double z) => Spec.TryLocate(new(5.12, y, z), out int i, out int j, out int k) ? labels[Spec.Index(i, j, k)] : byte.MaxValue;
        Assert.Equal((byte)OccupancyClass.Pedestrian, At(4.05, 1));
        Assert.Equal((byte)OccupancyClass.Car, At(2, 1));
        Assert.Equal((byte)OccupancyClass.Manmade, At(-6, 1));
        Assert.Equal((byte)OccupancyClass.Manmade, At(-6, 0));
    }

    [Fact]
    public void A_mirrored_world_gives_mirrored_occupancy()
    {
        RandomStream random = new(21);
        Mesh shards = Shapes.Shards(random, 250), mirrored = shards with { Positions = [.. shards.Positions.Select(p => p with { Y = -p.Y })] };
        byte[] one = Labels(Shapes.Scene([Shapes.Put(shards, new(3, 0, 2))]), Shapes.AtOrigin), other = Labels(Shapes.Scene([Shapes.Put(mirrored, new(3, 0, 2))]), Shapes.AtOrigin);
        int occupied = 0, different = 0;
        for (int x = 0; x < 200; x++)
        {
            for (int y = 0; y < 200; y++)
            {
                for (int z = 0; z < 16; z++)
                {
                    occupied += one[Spec.Index(x, y, z)] != 17 ? 1 : 0;
                    different += one[Spec.Index(x, y, z)] != other[Spec.Index(x, 199 - y, z)] ? 1 : 0;
                }
            }
        }
        Assert.InRange(occupied, 1000, 20_000);
        Assert.InRange(different, 0, occupied / 200); // rounding on borders of voxels
    }

    [Fact]
    public void The_grid_moves_and_turns_with_the_car()
    {
        Mesh shards = Shapes.Shards(new(22), 250);
        byte[] here = Labels(Shapes.Scene([Shapes.Put(shards, new(3, 0, 2))]), Shapes.AtOrigin);
        EgoMotion away = new() { Position = new(310, -205), Yaw = 2.5 };
        Placement place = new(new(310, -205, 0), 2.5);
        byte[] there = Labels(Shapes.Scene([Shapes.Put(shards, place.ToTown(new(3, 0, 2)), 2.5)]), away);
        Assert.InRange(here.Zip(there).Count(pair => pair.First != pair.Second), 0, here.Count(label => label != 17) / 200);
    }

    private static byte[] Labels(RayScene scene, EgoMotion ego)
    {
        byte[] labels = new byte[Spec.Count];
        OccupancyTruth truth = new();
        truth.Observe(scene, new EgoMotion { Position = new(5, 5), Yaw = 1 }, labels); // what was seen before must leave no trace
        truth.Observe(scene, ego, labels);
        return labels;
    }
}
