using VoxPilot.Core.Formats.NuScenes.Maps;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics.Planning;

namespace VoxPilot.Core.Tests.Metrics.Planning;

public sealed class DrivableMapTests
{
    [Fact]
    public void The_area_around_the_car_lies_in_its_own_frame_and_ends_at_60_m()
    {
        // A road to the north, 10 m wide; the car stands on it and looks north.
        DrivableMap map = new([new([new(95, 0), new(105, 0), new(105, 900), new(95, 900)], [[new(99, 520), new(101, 520), new(101, 525), new(99, 525)]]), Far]);
        MapOutline road = Assert.Single(map.Around(Pose.Planar(100, 500, Math.PI / 2)));
        Assert.True(road.Contains(new(59, 4)));
        Assert.False(road.Contains(new(61, 0)));
        Assert.False(road.Contains(new(0, 6)));
        Assert.False(road.Contains(new(22, 0.5)));
    }

    [Fact]
    public void Each_location_is_read_once_and_one_without_a_map_has_none()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("voxpilot-maps-");
        try
        {
            MapExpansionBuilder builder = new("town");
            builder.AddDrivableArea([Far]);
            string path = Path.Combine(folder.FullName, MapExpansion.RelativePath("town"));
            builder.Build(1000, 1000).Write(path);
            DrivableMaps maps = new(folder.FullName);
            DrivableMap? town = maps.Of("town");
            File.Delete(path);
            Assert.Same(town, maps.Of("town"));
            Assert.Single(town!.Around(Pose.Planar(705, 705, 1)));
            Assert.Null(maps.Of("elsewhere"));
            Assert.Null(maps.Of(null));
            Assert.Null(maps.Of("../town"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static MapOutline Far => new([new(700, 700), new(710, 700), new(710, 710), new(700, 710)], []);
}
