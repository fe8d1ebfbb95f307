using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Driving.Tests.Service;

public sealed class PlanTests(NanoFixture nano) : IClassFixture<NanoFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DrivingService Service => nano.Service;

    [Fact]
    public async Task A_plan_streams_scores_then_two_steps_then_itself()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(6), new(), Token);
        List<PlanEvent> events = [];
        await foreach (PlanEvent item in Service.PlanAsync(scene, new(), Token))
        {
            events.Add(item);
        }
        PlanAnchorScores scores = Assert.IsType<PlanAnchorScores>(events[0]);
        Assert.Equal([0, 1], events[1..^1].Select(e => Assert.IsType<PlanDenoiseStep>(e).Step));
        Plan plan = Assert.IsType<PlanDone>(events[^1]).Plan;
        Assert.Equal(18, plan.Anchors.Count);
        Assert.Equal(scores.Scores, plan.Anchors.Select(a => a.Score));
        Assert.All(plan.Anchors, a => Assert.InRange(a.Score, 0, 1));
        Assert.Equal(plan.Anchors.Select(a => a.Denoised.Points), ((PlanDenoiseStep)events[^2]).Trajectories.Select(t => t.Points));
        Assert.NotEmpty(plan.Safety.Checks);
        Assert.NotEmpty(plan.Reason);
        Assert.Equal(plan.Abstained, plan.Chosen < 0);
    }

    [Fact]
    public async Task A_command_restricts_the_choice_to_its_anchors()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(6), new(), Token);
        foreach (Command command in Enum.GetValues<Command>())
        {
            Plan plan = await Service.PlanToEndAsync(scene, new() { Command = command }, Token);
            Assert.True(plan.Abstained || plan.Anchors[plan.Chosen].Anchor.Command == command);
        }
    }

    [Fact]
    public async Task Samples_have_seeds_of_their_own_and_the_first_is_the_plan()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(6), new(), Token);
        Plan one = await Service.PlanToEndAsync(scene, new() { Seed = 5 }, Token);
        Plan three = await Service.PlanToEndAsync(scene, new() { Seed = 5, Samples = 3 }, Token);
        Assert.Equal([5ul, 6ul, 7ul], three.Samples.Select(s => s.Seed));
        Assert.Equal(one.Trajectory.Points, three.Trajectory.Points);
        Assert.Equal(three.Trajectory.Points, three.Samples[0].Trajectory.Points);
    }

    [Fact]
    public async Task A_car_that_drives_faster_than_any_trajectory_can_slow_down_from_is_stopped_with_a_reason()
    {
        // no anchor starts at 60 m/s, so that every trajectory would brake harder than a car can
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(6, ego: Made.Ego(speed: 60)), new(), Token);
        Plan plan = await Service.PlanToEndAsync(scene, new(), Token);
        Assert.True(plan.Abstained);
        Assert.Equal(-1, plan.Chosen);
        Assert.Contains("None of", plan.Reason, StringComparison.Ordinal);
        double[] steps = [.. plan.Trajectory.Points.Select((p, i) => p.X - (i == 0 ? 0 : plan.Trajectory.Points[i - 1].X))];
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.True(pair.Second < pair.First)); // it slows down
    }

    [Fact]
    public async Task What_if_something_were_gone_is_told_with_baseline_and_difference()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(7), new(), Token);
        OrientedBox ahead = new(new(15, 0, 1), new(50, 40, 10), 0);
        Plan plan = await Service.PlanToEndAsync(scene, new() { WhatIf = new() { Remove = [ahead] } }, Token);
        Plan baseline = await Service.PlanToEndAsync(scene, new(), Token);
        Assert.Equal(baseline.Trajectory.Points, plan.Baseline!.Trajectory.Points);
        Assert.InRange(plan.Difference!.RemovedQueries, 1, scene.Queries - 1);
        Assert.Equal(Trajectory.Steps, plan.Difference.Distances.Count);
        Assert.Contains(plan.Difference.Scores, s => s != 0);
        Assert.Equal(plan.Chosen, plan.Difference.Chosen);
    }

    [Fact]
    public async Task What_if_nothing_were_gone_changes_nothing()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(7), new(), Token);
        OrientedBox nowhere = new(new(500, 0, 0), new(1, 1, 1), 0);
        Plan plan = await Service.PlanToEndAsync(scene, new() { WhatIf = new() { Remove = [nowhere] } }, Token);
        Assert.Equal((0, 0.0), (plan.Difference!.RemovedQueries, plan.Difference.Maximum));
    }

    [Fact]
    public async Task Ignoring_the_ego_state_is_like_not_having_given_it()
    {
        Scene given = await Service.CreateSceneAsync(MadeFrames.Create(8), new(), Token);
        Scene withheld = await Service.CreateSceneAsync(MadeFrames.Create(8) with { Ego = null }, new(), Token);
        Plan ignored = await Service.PlanToEndAsync(given, new() { IgnoreEgo = true }, Token);
        Plan unknown = await Service.PlanToEndAsync(withheld, new(), Token);
        Plan known = await Service.PlanToEndAsync(given, new(), Token);
        Assert.Equal(unknown.Anchors.Select(a => a.Score), ignored.Anchors.Select(a => a.Score));
        Assert.Equal(unknown.Trajectory.Points, ignored.Trajectory.Points);
        Assert.NotEqual(known.Anchors.Select(a => a.Score), ignored.Anchors.Select(a => a.Score));
    }

    [Fact]
    public async Task Plans_that_make_no_sense_are_refused_by_their_field()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(1), new(), Token);
        OrientedBox flat = new(default, new(1, 0, 1), 0), nowhere = new(new(double.NaN, 0, 0), new(1, 1, 1), 0), world = new(default, new(1e4, 1e4, 1e4), 0);
        await Refused("samples", new() { Samples = 0 });
        await Refused("samples", new() { Samples = 17 });
        await Refused("what_if.remove", new() { WhatIf = new() });
        await Refused("what_if.remove", new() { WhatIf = new() { Remove = [world] } });
        await Refused("what_if.remove[0].size", new() { WhatIf = new() { Remove = [flat] } });
        await Refused("what_if.remove[0]", new() { WhatIf = new() { Remove = [nowhere] } });

        async Task Refused(string part, PlanRequest request)
        {
            InvalidInputException e = await Assert.ThrowsAsync<InvalidInputException>(() => Service.PlanToEndAsync(scene, request, Token));
            Assert.Equal(part, e.Part);
        }
    }
}
