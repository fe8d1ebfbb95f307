using VoxPilot.Core.Datasets;

namespace VoxPilot.Core.Tests.Datasets;

public sealed class ClipReaderTests
{
    private static readonly MadeDataset Dataset = new(scenes: 2, perScene: 6, width: 16, height: 16);

    [Theory]
    [InlineData(11, 3, 1, "10 9 8")]
    [InlineData(11, 3, 2, "9 7 7")]
    [InlineData(8, 3, 1, "7 6 6")]
    [InlineData(6, 2, 1, "6 6")]
    [InlineData(7, 2, 2, "7 7")]
    [InlineData(3, 0, 1, "")]
    public void The_past_is_newest_first_stays_in_its_scene_and_is_filled_with_the_oldest(int index, int past, int stride, string expected)
    {
        Clip clip = new ClipReader(Dataset, new() { Past = past, Stride = stride }).Read(index);
        Assert.Equal($"token{index}", clip.Now.Token);
        Assert.Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(i => $"token{i}"), clip.Past.Select(frame => frame.Token));
    }

    [Theory]
    [InlineData(0, "2 4 -")]
    [InlineData(5, "- - -")]
    [InlineData(9, "11 - -")]
    public void What_lies_ahead_ends_with_the_scene(int index, string expected)
    {
        Clip clip = new ClipReader(Dataset, new() { Ahead = [2, 4, 6] }).Read(index);
        Assert.Equal(expected.Split(' ').Select(i => i == "-" ? null : $"token{i}"), clip.Ahead.Select(frame => frame?.Token));
        Assert.All(clip.Ahead, frame => Assert.True(frame is null || frame.Occupancy is not null && frame.Frame.Images.Count == 0));
    }

    [Fact]
    public void Past_frames_have_only_the_parts_asked_for()
    {
        Clip clip = new ClipReader(Dataset, new() { Past = 1, Parts = KeyframeParts.Occupancy, PastParts = KeyframeParts.Lidar }).Read(3);
        Assert.NotNull(clip.Now.Occupancy);
        Assert.Null(clip.Now.Lidar);
        Assert.Null(clip.Past[0].Occupancy);
        Assert.NotNull(clip.Past[0].Lidar);
    }

    [Fact]
    public void A_subsets_clips_have_the_past_and_future_of_the_whole()
    {
        IDriveDataset few = DatasetSubset.Spread(Dataset, 3);
        Assert.Equal(["token0", "token4", "token8"], Enumerable.Range(0, few.Count).Select(few.Token));
        Clip clip = new ClipReader(few, new() { Past = 2, Ahead = [1, 4] }).Read(2);
        Assert.Equal(["token7", "token6"], clip.Past.Select(frame => frame.Token));
        Assert.Equal(["token9", null], clip.Ahead.Select(frame => frame?.Token));
    }

    [Fact]
    public void A_frame_that_stands_in_is_the_same_object()
    {
        Clip clip = new ClipReader(Dataset, new() { Past = 3 }).Read(1);
        Assert.Same(clip.Past[0], clip.Past[1]);
        Assert.Same(clip.Past[0], clip.Past[2]);
    }

    [Fact]
    public void Senseless_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipReader(Dataset, new() { Past = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipReader(Dataset, new() { Stride = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipReader(Dataset, new() { Ahead = [2, 0] }));
    }
}
