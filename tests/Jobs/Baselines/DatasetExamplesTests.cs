using VoxPilot.Core.Datasets;
using VoxPilot.Jobs.Baselines;

namespace VoxPilot.Jobs.Tests.Baselines;

public sealed class DatasetExamplesTests
{
    [Fact]
    public void Only_key_frames_with_a_past_and_six_recorded_steps_are_examples()
    {
        MadeDrives drives = new(scenes: 2, perScene: 10);
        IReadOnlyList<EgoExample> examples = DatasetExamples.Read(drives, TestContext.Current.CancellationToken);
        Assert.Equal(2 * 3, examples.Count); // ten, less the first, less the six last
        Assert.Equal(["scene-0", "scene-0", "scene-0", "scene-1", "scene-1", "scene-1"], examples.Select(e => e.Scene));
    }

    [Fact]
    public void Nothing_but_poses_is_read()
    {
        MadeDrives drives = new(scenes: 1, perScene: 8);
        _ = DatasetExamples.Read(drives, TestContext.Current.CancellationToken);
        Assert.Equal(KeyframeParts.None, drives.Asked);
    }

    [Fact]
    public void A_broken_key_frame_is_named()
    {
        MadeDrives drives = new(scenes: 1, perScene: 8) { Broken = 5 };
        Assert.Equal("token-5", Assert.Throws<DatasetException>(() => DatasetExamples.Read(drives, TestContext.Current.CancellationToken)).Sample);
    }

    [Fact]
    public void Changing_the_future_of_a_data_set_changes_targets_alone()
    {
        MadeDrives drives = new(scenes: 2, perScene: 10), other = new(scenes: 2, perScene: 10)
        {
            Change = keyframe => keyframe with { Future = MadeExamples.Future(1, 3, 0.9), Occupancy = null, Boxes = [] },
        };
        IReadOnlyList<EgoExample> before = DatasetExamples.Read(drives, TestContext.Current.CancellationToken), after = DatasetExamples.Read(other, TestContext.Current.CancellationToken);
        Assert.Equal(before.SelectMany(e => e.Features), after.SelectMany(e => e.Features));
        Assert.All(before.Zip(after), pair => Assert.NotEqual(pair.First.Target, pair.Second.Target));
    }
}
