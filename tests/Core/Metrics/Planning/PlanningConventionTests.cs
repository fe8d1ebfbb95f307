using VoxPilot.Core.Metrics;
using VoxPilot.Core.Metrics.Planning;

namespace VoxPilot.Core.Tests.Metrics.Planning;

public sealed class PlanningConventionTests
{
    public static TheoryData<string> Field => ["omnidrive", "vad", "uniad", "ad-mlp", "sparsedrive"];

    [Theory, MemberData(nameof(Field))]
    public void A_car_on_the_left_is_hit_by_a_plan_to_the_left_and_by_no_other(string id)
    {
        // Parked 20 m ahead and 4 m to the left; the plan arrives beside it at 3 s.
        PlanningAgent parked = MadeCases.Car(21, 4);
        Assert.True(MadeCases.Value(Make(id), MadeCases.Of(MadeCases.Straight(6.67, left: 4), MadeCases.Straight(0), parked), "collision") > 0);
        Assert.Equal(0, MadeCases.Value(Make(id), MadeCases.Of(MadeCases.Straight(6.67, left: -4), MadeCases.Straight(0), parked), "collision"));
        Assert.Equal(0, MadeCases.Value(Make(id), MadeCases.Of(MadeCases.Straight(0), MadeCases.Straight(0), parked), "collision"));
    }

    [Theory, MemberData(nameof(Field))]
    public void A_long_bus_is_as_long_as_its_heading_says(string id)
    {
        // A bus of 12 m beside the way stands across and reaches it, or along and does not.
        static PlanningAgent Bus(double y, double yaw) => new("vehicle.bus.rigid", new(new(12, y, 1.5), new(12, 2.5, 3), yaw));
        Assert.True(MadeCases.Value(Make(id), MadeCases.Of(MadeCases.Straight(4), MadeCases.Straight(0), Bus(6, Math.PI / 2)), "collision") > 0);
        Assert.Equal(0, MadeCases.Value(Make(id), MadeCases.Of(MadeCases.Straight(4), MadeCases.Straight(0), Bus(6, 0)), "collision"));
        // Turned by 60° to the left, its near end is 9 m ahead; turned to the right, 15 m, where the car does not come to.
        Assert.True(MadeCases.Value(Make(id), MadeCases.Of(MadeCases.Straight(2.3), MadeCases.Straight(0), Bus(5, Math.PI / 3)), "collision") > 0);
        Assert.Equal(0, MadeCases.Value(Make(id), MadeCases.Of(MadeCases.Straight(2.3), MadeCases.Straight(0), Bus(5, -Math.PI / 3)), "collision"));
    }

    [Theory, MemberData(nameof(Field))]
    public void Where_the_true_car_collides_the_plan_is_free(string id)
    {
        Trajectory into = MadeCases.Straight(6);
        Assert.Equal(0, MadeCases.Value(Make(id), MadeCases.Of(into, into, MadeCases.Car(19, 0)), "collision"));
    }

    [Theory, MemberData(nameof(Field))]
    public void A_plan_equal_to_the_truth_has_no_error_and_one_beside_it_has_its_distance(string id)
    {
        Assert.Equal(0, MadeCases.Value(Make(id), MadeCases.Of(MadeCases.Straight(5), MadeCases.Straight(5)), "l2", "avg"));
        PlanningCase beside = MadeCases.Of(new() { Points = [.. MadeCases.Straight(5).Points.Select(p => (p.X + 3, p.Y + 4))] }, MadeCases.Straight(5));
        Assert.Equal(5, MadeCases.Value(Make(id), beside, "l2", "avg"), 12);
    }

    [Fact]
    public void L2_at_3_s_is_the_error_there_for_UniAD_and_the_mean_until_there_for_all_others()
    {
        // Errors 1, 2, … 6 m.
        PlanningCase one = MadeCases.Of(MadeCases.Straight(4), MadeCases.Straight(2));
        Assert.Equal(6, MadeCases.Value(new UniAdPlanning(), one, "l2"), 12);
        Assert.Equal(4, MadeCases.Value(new UniAdPlanning(), one, "l2", "avg"), 12);
        foreach (string id in (string[])["omnidrive", "vad", "ad-mlp", "sparsedrive"])
        {
            Assert.Equal(3.5, MadeCases.Value(Make(id), one, "l2"), 12);
            Assert.Equal(2.5, MadeCases.Value(Make(id), one, "l2", "avg"), 12);
        }
    }

    [Fact]
    public void One_collision_at_1_s_is_seen_as_each_convention_sees_it()
    {
        // The way leads through the parked car at step 2 alone.
        PlanningCase one = MadeCases.Of(MadeCases.Straight(20), MadeCases.Straight(0), MadeCases.Car(21.5, 0));
        Assert.Equal((100, 0), (MadeCases.Value(new UniAdPlanning(), one, "collision", "1s"), MadeCases.Value(new UniAdPlanning(), one, "collision")));
        Assert.Equal((50, 100 / 6.0), (MadeCases.Value(new VadPlanning(), one, "collision", "1s"), MadeCases.Value(new VadPlanning(), one, "collision")));
        Assert.Equal((50, 100 / 6.0), (MadeCases.Value(new SparseDrivePlanning(), one, "collision", "1s"), MadeCases.Value(new SparseDrivePlanning(), one, "collision")));
        Assert.Equal((100, 100), (MadeCases.Value(new OmniDrivePlanning(), one, "collision", "1s"), MadeCases.Value(new OmniDrivePlanning(), one, "collision")));
        Assert.Equal(500 / 6.0, MadeCases.Value(new AdMlpPlanning { CollisionsLast = true }, one, "collision"), 12);
    }

    [Fact]
    public void Who_is_in_the_way_depends_on_the_convention()
    {
        double Collides(string id, PlanningAgent agent) => MadeCases.Value(Make(id), MadeCases.Of(MadeCases.Straight(6), MadeCases.Straight(0), agent), "collision") > 0 ? 1 : 0;
        (PlanningAgent Agent, string[] SeenBy)[] expected =
        [
            (MadeCases.Car(19, 0), ["omnidrive", "vad", "uniad", "ad-mlp", "sparsedrive"]),
            (MadeCases.Car(19, 0, category: "human.pedestrian.adult"), ["vad", "ad-mlp", "sparsedrive"]),
            (MadeCases.Car(19, 0, category: "movable_object.barrier"), ["sparsedrive"]),
            (MadeCases.Car(19, 0, category: "vehicle.emergency.police"), ["omnidrive", "vad", "ad-mlp", "sparsedrive"]),
            (MadeCases.Car(19, 0) with { Followed = false }, ["uniad", "ad-mlp", "sparsedrive"]),
            (MadeCases.Car(19, 0) with { LidarPoints = 0 }, ["omnidrive", "vad", "ad-mlp"]),
            (MadeCases.Car(19, 0) with { Visibility = 1 }, ["omnidrive", "vad", "uniad", "sparsedrive"]),
        ];
        Assert.All(expected, row => Assert.Equal(row.SeenBy, Field.Select(id => (string)id.Data).Where(id => Collides(id, row.Agent) > 0)));
    }

    [Fact]
    public void Each_convention_counts_its_own_key_frames()
    {
        PlanningCase whole = MadeCases.Of(MadeCases.Straight(4), MadeCases.Straight(2)), early = whole with { PastKeyframes = 1 }, late = whole with { RecordedSteps = 3 };
        Dictionary<string, long> counts = Field.Select(id => (string)id.Data).ToDictionary(id => id, id =>
        {
            IPlanningConvention convention = Make(id);
            convention.Add(0, whole);
            convention.Add(1, early);
            convention.Add(2, late);
            Assert.Equal(3, MadeCases.Measure(convention, $"planning.l2.{id}.3s").Scenes);
            return MadeCases.Measure(convention, $"planning.l2.{id}.3s").Count;
        });
        Assert.Equal(new() { ["omnidrive"] = 2, ["vad"] = 2, ["uniad"] = 3, ["ad-mlp"] = 1, ["sparsedrive"] = 2 }, counts);
    }

    [Fact]
    public void Steps_that_UniAD_does_not_know_add_nothing_but_count()
    {
        UniAdPlanning uniAd = new();
        PlanningCase one = MadeCases.Of(MadeCases.Straight(6), MadeCases.Straight(0), MadeCases.Car(19, 0));
        uniAd.Add(0, one);
        uniAd.Add(0, one with { RecordedSteps = 4 });
        Assert.Equal(9, MadeCases.Value(uniAd, "l2"), 12);
        Assert.Equal(12, MadeCases.Value(uniAd, "l2", "2s"), 12);
        Assert.Equal(50, MadeCases.Value(uniAd, "collision"));
    }

    [Fact]
    public void A_centimetre_at_standstill_moves_AD_MLPs_car_by_a_cell_unless_it_is_snapped()
    {
        // The parked car ends in the row of cells behind the last one of the true car; the plan slips back by 5 mm, and cells are cut towards zero.
        PlanningAgent behind = new("vehicle.car", new(new(-4.2, 0, 1), new(4.4, 1.8, 1.6), 0));
        PlanningCase one = MadeCases.Of(new() { Points = [.. Enumerable.Repeat((-0.005, 0.0), 6)] }, Trajectory.Standstill, behind);
        Assert.Equal(100, MadeCases.Value(new AdMlpPlanning(), one, "collision"));
        Assert.Equal(0, MadeCases.Value(new AdMlpPlanning { SnapStandstill = true }, one, "collision"));
    }

    [Fact]
    public void Leaving_the_road_counts_from_the_step_where_it_happens_and_not_where_the_car_was_outside_already()
    {
        PlanningCase off = MadeCases.Of(MadeCases.Straight(5, left: 11), MadeCases.Straight(5));
        OmniDrivePlanning omniDrive = new();
        omniDrive.Add(0, off);
        Assert.Equal((0, 0, 100), (MadeCases.Value(omniDrive, "boundary", "1s"), MadeCases.Value(omniDrive, "boundary", "2s"), MadeCases.Value(omniDrive, "boundary")));
        PlanningCase outside = off with { DrivableArea = [new([new(5, -10), new(60, -10), new(60, 10), new(5, 10)], [])] };
        Assert.Equal(0, MadeCases.Value(new OmniDrivePlanning(), outside, "boundary"));
        PlanningCase pothole = MadeCases.Of(MadeCases.Straight(5), MadeCases.Straight(5)) with { DrivableArea = [off.DrivableArea![0] with { Holes = [[new(9, -1), new(11, -1), new(11, 1), new(9, 1)]] }] };
        Assert.Equal(100, MadeCases.Value(new OmniDrivePlanning(), pothole, "boundary"));
    }

    [Fact]
    public void Without_a_map_leaving_the_road_is_absent_and_not_zero()
    {
        OmniDrivePlanning omniDrive = new();
        omniDrive.Add(0, MadeCases.Of(MadeCases.Straight(5), MadeCases.Straight(5)) with { DrivableArea = null });
        Assert.Equal(0, MadeCases.Measure(omniDrive, "planning.boundary.omnidrive.3s").Count);
        Assert.True(double.IsNaN(MadeCases.Value(omniDrive, "boundary")));
        Assert.Equal(0, MadeCases.Value(omniDrive, "l2"));
    }

    [Fact]
    public void A_plan_that_is_not_six_finite_steps_is_refused()
    {
        PlanningCase one = MadeCases.Of(MadeCases.Straight(5), MadeCases.Straight(5));
        Assert.Contains("plan has 5 points", Assert.Throws<ArgumentException>(() => one with { Plan = new() { Points = [.. MadeCases.Straight(5).Points.Take(5)] } }).Message, StringComparison.Ordinal);
        Assert.Contains("not a finite number", Assert.Throws<ArgumentException>(() => one with { Plan = MadeCases.Straight(double.NaN) }).Message, StringComparison.Ordinal);
        Assert.Contains("at 1 steps", Assert.Throws<ArgumentException>(() => one with { Agents = [[]] }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_collides_is_counted_once_however_many_steps_collide()
    {
        OmniDrivePlanning omniDrive = new();
        omniDrive.Add(0, MadeCases.Of(MadeCases.Speeds(10, 10, 0, 0, 0, 0), MadeCases.Straight(1), MadeCases.Car(12, 0)));
        omniDrive.Add(1, MadeCases.Of(MadeCases.Straight(1), MadeCases.Straight(1), MadeCases.Car(12, 0)));
        omniDrive.Add(2, MadeCases.Of(MadeCases.Straight(8), MadeCases.Straight(1), MadeCases.Car(12, 0)));
        omniDrive.Add(3, MadeCases.Of(MadeCases.Straight(8), MadeCases.Straight(1), MadeCases.Car(12, 0)) with { RecordedSteps = 5 });
        ISceneMeasure collided = MadeCases.Measure(omniDrive, "planning.collided.omnidrive");
        Assert.Equal((4, 3), (collided.Scenes, collided.Count));
        Assert.Equal(2, collided.Value([1, 1, 1, 1]));
        Assert.Equal(3, collided.Value([3, 1, 0, 0]));
        Assert.Equal(200 / 3.0, MadeCases.Value(omniDrive, "collision"), 9);
    }

    [Fact]
    public void Rows_of_all_conventions_have_their_own_identifiers_and_say_by_whose_rules()
    {
        PlanningRow[] rows = [.. PlanningConventions.All().SelectMany(convention => convention.Rows)];
        Assert.Equal(rows.Length, rows.Select(row => row.Id).Distinct().Count());
        Assert.All(rows, row => Assert.False(string.IsNullOrWhiteSpace(row.Convention) || string.IsNullOrWhiteSpace(row.Population) || string.IsNullOrWhiteSpace(row.Unit)));
    }

    private static IPlanningConvention Make(string id) => Assert.Single(PlanningConventions.All(), convention => convention.Id == id);
}
