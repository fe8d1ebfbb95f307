using VoxPilot.Core.Datasets.NuScenes;

namespace VoxPilot.Core.Tests.Datasets.NuScenes;

public sealed class NuScenesSplitsTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 1200).Select(number => $"scene-{number:0000}")];

    [Theory]
    [InlineData(NuScenesSplit.Train, 700)]
    [InlineData(NuScenesSplit.Val, 150)]
    [InlineData(NuScenesSplit.Test, 150)]
    [InlineData(NuScenesSplit.MiniTrain, 8)]
    [InlineData(NuScenesSplit.MiniVal, 2)]
    public void A_split_has_its_number_of_scenes(NuScenesSplit split, int scenes) => Assert.Equal(scenes, Names.Count(name => NuScenesSplits.Contains(split, name)));

    [Fact]
    public void Each_scene_is_in_one_of_train_val_and_test()
    {
        Assert.Equal(1000, Names.Count(name => NuScenesSplits.Of(name) is not null));
        Assert.All(Names, name => Assert.InRange(((NuScenesSplit[])[NuScenesSplit.Train, NuScenesSplit.Val, NuScenesSplit.Test]).Count(split => NuScenesSplits.Contains(split, name)), 0, 1));
        Assert.Equal(NuScenesSplit.Train, NuScenesSplits.Of("scene-0061"));
        Assert.Equal(NuScenesSplit.Val, NuScenesSplits.Of("scene-0103"));
        Assert.Equal(NuScenesSplit.Test, NuScenesSplits.Of("scene-0077"));
    }

    [Fact]
    public void The_mini_splits_take_scenes_of_train_and_val()
    {
        Assert.All(Names.Where(name => NuScenesSplits.Contains(NuScenesSplit.MiniVal, name)), name => Assert.Equal(NuScenesSplit.Val, NuScenesSplits.Of(name)));
        Assert.Equal(["scene-0553", "scene-0796"], Names.Where(name => NuScenesSplits.Contains(NuScenesSplit.MiniTrain, name) && NuScenesSplits.Of(name) == NuScenesSplit.Val));
    }

    [Theory]
    [InlineData("scene-0000")]
    [InlineData("scene-61")]
    [InlineData("scene-00061")]
    [InlineData("scene- 061")]
    [InlineData("town-0061")]
    public void A_name_that_nuScenes_does_not_have_is_in_no_split(string name) => Assert.Null(NuScenesSplits.Of(name));
}
