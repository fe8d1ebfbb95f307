using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

public sealed class RayIouTests
{
    private static readonly GridSpec Grid = GridSpec.Occ3D;
    private static readonly Vector3D[] Origins = [new(0.9437, 0, 1.84023), new(-6, 2, 1.84023)];

    [Fact]
    public void A_prediction_that_is_the_truth_has_100_and_one_of_other_classes_0()
    {
        byte[] truth = Street(0, 11), other = [.. truth.Select(label => label == 17 ? label : (byte)(label == 11 ? 12 : label))];
        RayIou rays = new();
        rays.Add(0, truth, truth, Origins);
        rays.Add(1, other, truth, Origins);
        Assert.Equal(100, rays.Mean().Value([1, 0]));
        Assert.Equal((100, 100), (rays.ClassIou(15, 1).Value([0, 1]), rays.At(1).Value([1, 0])));
        Assert.Equal(0, rays.ClassIou(11, 4).Value([0, 1])); // no ray finds it
        Assert.Equal(0, rays.ClassIou(12, 4).Value([0, 1])); // only predicted
        Assert.Equal(100.0 / 3, rays.At(2).Value([0, 1]), 1e-9);
        Assert.Equal(double.NaN, rays.ClassIou(4, 4).Value([1, 1])); // nowhere
        Assert.Equal((2, 2), (rays.Scenes, rays.Count));
    }

    [Fact]
    public void A_wall_three_metres_behind_is_a_hit_at_4_metres_alone()
    {
        RayIou rays = new();
        rays.Add(0, Street(7, 11), Street(0, 11), [new(0.9437, 0, 1.84023)]); // 2.8 m, and a little more along slanted rays
        Assert.Equal(0, rays.ClassIou(15, 1).Value([1]));
        Assert.Equal(0, rays.ClassIou(15, 2).Value([1]));
        Assert.InRange(rays.ClassIou(15, 4).Value([1]), 20, 99.9);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused()
    {
        RayIou rays = new();
        Assert.Contains("At least one origin", Assert.Throws<ArgumentException>(() => rays.Add(0, Street(0, 11), Street(0, 11), [])).Message, StringComparison.Ordinal);
        Assert.Contains("1, 2, 4 m", Assert.Throws<ArgumentOutOfRangeException>(() => rays.At(3)).Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (rays.Scenes, rays.Count));
    }

    [Fact]
    public void Places_beyond_39_metres_are_left_out_and_of_the_others_eight_are_taken_evenly()
    {
        Pose lidarToEgo = new(Rotation.FromYaw(-Math.PI / 2), new(0.9437, 0, 1.84));
        LidarPose[] drive = [.. Enumerable.Range(0, 40).Select(k => new LidarPose(Pose.Planar(100 + 5 * k, 7, 0), lidarToEgo))];
        Vector3D[] origins = LidarOrigins.Of(drive, 20); // 5 m apart: from 7 behind to 7 before are 15
        Assert.Equal([-7, -5, -3, -1, 1, 3, 5, 7], origins.Select(origin => (int)Math.Round((origin.X - 0.9437) / 5)));
        Assert.All(origins, origin => Assert.Equal((0, 1.84), (Math.Round(origin.Y, 4), Math.Round(origin.Z, 4))));
        Assert.Equal(8, LidarOrigins.Of(drive, 0).Length);
        Assert.Single(LidarOrigins.Of([drive[0], drive[39]], 1));
    }

    // A street with a wall on its left, some voxels further away.
    private static byte[] Street(int further, byte ground)
    {
        byte[] labels = OccupancyGrid.Empty(Grid).Labels.ToArray();
        for (int x = 0; x < Grid.SizeX; x++)
        {
            for (int y = 0; y < Grid.SizeY; y++)
            {
                labels[Grid.Index(x, y, 1)] = ground;
            }
            for (int z = 2; z < Grid.SizeZ; z++)
            {
                labels[Grid.Index(x, 115 + further, z)] = (byte)OccupancyClass.Manmade;
            }
        }
        return labels;
    }
}
