using VoxPilot.Core;
using VoxPilot.Jobs.Baselines;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;

namespace VoxPilot.Jobs.Tests.Baselines;

public sealed class WorldDrivesTests
{
    [Fact]
    public void The_same_seeds_give_the_same_examples_in_the_order_of_the_drives()
    {
        IReadOnlyList<EgoExample> examples = WorldDrives.Examples(200, 2, 6, null, TestContext.Current.CancellationToken), again = WorldDrives.Examples(200, 2, 6, null, TestContext.Current.CancellationToken);
        Assert.Equal(2 * 7, examples.Count); // 0, 0.5 … 3 s of 6
        Assert.Equal(["world-200", "world-201"], examples.Select(e => e.Scene).Distinct());
        Assert.Equal(examples.SelectMany(e => e.Features.Concat(e.Target)), again.SelectMany(e => e.Features.Concat(e.Target)));
    }

    [Fact]
    public void A_target_is_where_the_car_then_was()
    {
        Recording recording = new DriveRecorder().Record(200, 6);
        EgoExample example = WorldDrives.Examples(200, 1, 6, null, TestContext.Current.CancellationToken)[4];
        for (int i = 0; i < Trajectory.Steps; i++)
        {
            Core.Geometry.Vector3D there = recording.Moments[40].Ego.EgoToTown.Inverse.Transform(recording.Moments[50 + 10 * i].Ego.EgoToTown.Translation);
            Assert.Equal(there.X, example.Future.Points[i].X, 1e-9);
            Assert.Equal(there.Y, example.Future.Points[i].Y, 1e-9);
        }
        Assert.Equal(recording.Moments[40].Ego.Command, example.Command);
    }

    [Fact]
    public void A_state_is_blind_to_all_later_moments()
    {
        Recording recording = new DriveRecorder().Record(200, 6);
        List<Moment> changed = [.. recording.Moments];
        for (int i = 41; i < changed.Count; i++)
        {
            changed[i] = changed[i] with { Ego = recording.Moments[0].Ego };
        }
        EgoState before = WorldDrives.State(recording.Moments, 40), after = WorldDrives.State(changed, 40);
        Assert.Equal(Planning.EgoFeatures.From(before, Command.Left), Planning.EgoFeatures.From(after, Command.Left));
        Assert.Equal(before.History, after.History);
    }

    [Fact]
    public void Seeds_that_are_kept_for_the_final_measurement_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => WorldDrives.Examples(WorldDrives.FirstKeptSeed - 1, 2, 6, null, TestContext.Current.CancellationToken));
}
