using VoxPilot.Core;

namespace VoxPilot.Planning.Tests;

public sealed class TrajectorySelectorTests
{
    private static readonly OccupancyGrid Nothing = OccupancyGrid.Empty(GridSpec.Occ3D);
    private static readonly EgoState Ego = new() { Velocity = (8, 0) };
    private static readonly TrajectorySelector Selector = new(new());

    [Fact]
    public void The_best_score_wins_where_all_is_clear()
    {
        PlanSelection selection = Select([(0, 0.3, 0.4), (13, 0.9, 0), (14, 0.5, 0)], Nothing);
        Assert.Equal(13, selection.Chosen);
        Assert.False(selection.Abstained);
        Assert.True(selection.Safety.Ok);
        Assert.Equal("Anchor 13 (straight) has the best score (0.90) and passes every safety check.", selection.Reason);
    }

    [Fact]
    public void What_would_collide_gives_way_to_the_next_best()
    {
        OccupancyGrid blocked = new GridBuilder().Box(OccupancyClass.Car, 14, 18, -1.2, 1.2).Build();
        PlanSelection selection = Select([(13, 0.9, 0), (8, 0.6, 0.9), (14, 0.7, 0.02)], blocked);
        Assert.Equal(8, selection.Chosen);
        Assert.Contains("Anchor 13 (straight)", selection.Reason, StringComparison.Ordinal);
        Assert.Contains("would touch an obstacle", selection.Reason, StringComparison.Ordinal);
        Assert.Contains("Anchor 8 (left)", selection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_is_safe_the_car_stops_and_says_why()
    {
        OccupancyGrid wall = new GridBuilder().Box(OccupancyClass.Manmade, 20, 21, -40, 40).Build();
        PlanSelection selection = Select([(13, 0.9, 0), (8, 0.6, 0.3)], wall);
        Assert.True(selection.Abstained);
        Assert.Equal(-1, selection.Chosen);
        Assert.True(selection.Safety.Ok);
        Assert.InRange(selection.Trajectory.Points[^1].X, 8, 11);
        Assert.Contains("None of 2 trajectories", selection.Reason, StringComparison.Ordinal);
        Assert.Contains("3.0 m/s²", selection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_stop_brakes_harder_where_the_gentle_one_would_not_do()
    {
        OccupancyGrid near = new GridBuilder().Box(OccupancyClass.Manmade, 11, 12, -40, 40).Build();
        PlanSelection selection = Select([(13, 0.9, 0)], near);
        Assert.True(selection.Abstained);
        Assert.False(selection.Safety.Collision);
        Assert.Contains("4.5 m/s²", selection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_that_comes_too_late_says_so()
    {
        OccupancyGrid tooNear = new GridBuilder().Box(OccupancyClass.Manmade, 4, 5, -40, 40).Build();
        PlanSelection selection = Select([(13, 0.9, 0)], tooNear);
        Assert.True(selection.Abstained);
        Assert.True(selection.Safety.Collision);
        Assert.Contains("Even so", selection.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_restricts_the_choice_to_its_anchors()
    {
        PlanSelection selection = Select([(13, 0.9, 0), (8, 0.2, 0.1)], Nothing, Command.Left);
        Assert.Equal(8, selection.Chosen);
    }

    [Fact]
    public void The_trajectory_taken_has_the_headings_of_its_points()
    {
        // y = t², x = 8 t: the tangent at t is 2 t / 8.
        PlanSelection selection = Select([(8, 0.9, 0.5)], Nothing);
        Assert.All(
            selection.Trajectory.Headings!.Zip(Trajectory.Times),
            p => Assert.Equal(Math.Atan(p.Second / 4), p.First, 0.02));
    }

    [Fact]
    public void Scores_that_are_no_numbers_come_last()
    {
        PlanSelection selection = Select([(13, double.NaN, 0), (8, 0.2, 0.1)], Nothing);
        Assert.Equal(8, selection.Chosen);
    }

    [Fact]
    public void Without_candidates_the_car_stops() => Assert.True(Select([], Nothing).Abstained);

    // Candidates at 8 m/s that bend to the left by a lateral acceleration.
    private static PlanSelection Select((int Anchor, double Score, double Bend)[] candidates, OccupancyGrid now, Command? only = null) =>
        Selector.Select(
            [.. candidates.Select(c => new PlanCandidate(c.Anchor, (Command)(c.Anchor / 6), c.Score, new() { Points = [.. Trajectory.Times.Select(t => (8 * t, c.Bend * 2 * t * t))] }))],
            Ego, now, [], only);
}
