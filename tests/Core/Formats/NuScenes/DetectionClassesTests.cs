using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Tests.Formats.NuScenes;

public sealed class DetectionClassesTests
{
    [Fact]
    public void Fourteen_of_nuScenes_categories_belong_to_the_ten_classes()
    {
        DetectionClass?[] classes = [.. NuScenesVocabulary.Categories.Select(row => DetectionClasses.OfCategory(row.Name))];
        Assert.Equal(14, classes.Count(found => found is not null));
        Assert.Equal(Enum.GetValues<DetectionClass>(), classes.OfType<DetectionClass>().Distinct().Order());
        Assert.Null(DetectionClasses.OfCategory("human.pedestrian.wheelchair"));
        Assert.Null(DetectionClasses.OfCategory("vehicle.emergency.police"));
        Assert.Equal(DetectionClass.Bus, DetectionClasses.OfCategory("vehicle.bus.bendy"));
    }

    [Fact]
    public void Attributes_go_by_nuScenes_names()
    {
        Assert.Equal(DetectionAttributeKind.PedestrianMoving, DetectionAttributes.Find("pedestrian.moving"));
        Assert.Equal(DetectionAttributeKind.CycleWithoutRider, DetectionAttributes.Find("cycle.without_rider"));
        Assert.Equal(DetectionAttributeKind.None, DetectionAttributes.Find(""));
        Assert.Null(DetectionAttributes.Find("vehicle"));
        Assert.Equal(Enum.GetValues<DetectionAttributeKind>().Length, DetectionAttributes.Names.Count);
    }
}
