using TorchSharp;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Jobs.Training;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training.Stages;

public sealed class DrivenPathsTests(SmallPlanning small) : IClassFixture<SmallPlanning>
{
    [Fact]
    public void Key_frames_are_drawn_as_often_as_they_weigh()
    {
        using DisposeScope scope = NewDisposeScope();
        DrivenPaths driven = DrivenPaths.Read(small.Data, TestContext.Current.CancellationToken);
        double[] weights = new double[small.Data.Count];
        (weights[1], weights[2]) = (3, 1);
        manual_seed(1);
        IReadOnlyList<PlannerExample> drawn = driven.Draw(weights, 0.25, 4000);
        Assert.Equal([1, 2], drawn.Select(example => example.Index).Distinct().Order());
        Assert.InRange(drawn.Count(example => example.Index == 1) / 4000.0, 0.72, 0.78);
        Assert.InRange(drawn.Count(example => example.Mirror) / 4000.0, 0.22, 0.28);
        manual_seed(1);
        Assert.Equal(drawn.Take(50).Select(example => (example.Index, example.Mirror)), driven.Draw(weights, 0.25, 4000).Take(50).Select(example => (example.Index, example.Mirror)));
        Assert.Empty(driven.Draw(weights, 0.25, 0));
    }

    [Fact]
    public void A_mirrored_example_is_that_of_the_mirrored_key_frame()
    {
        Keyframe keyframe = small.Data.Read(2, KeyframeParts.CanBus);
        PlannerExample mirrored = PlannerExample.Drawn(2, keyframe, mirror: true);
        Keyframe other = MirrorAugmentation.Apply(keyframe);
        Assert.Equal(other.Future!.Points, mirrored.Driven.Points);
        Assert.Equal(other.Frame.Command, mirrored.Command);
        Assert.Equal(other.Frame.Ego!.YawRate, mirrored.Ego!.YawRate);
        Assert.Equal((2, true, keyframe.FutureSteps), (mirrored.Index, mirrored.Mirror, mirrored.Steps));
    }
}
