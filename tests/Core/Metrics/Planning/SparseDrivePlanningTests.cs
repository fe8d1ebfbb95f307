using VoxPilot.Core.Metrics.Planning;

namespace VoxPilot.Core.Tests.Metrics.Planning;

public sealed class SparseDrivePlanningTests
{
    [Fact]
    public void Headings_lie_between_the_neighbours_and_the_last_follows_the_last_step()
    {
        double[] headings = new double[6];
        SparseDrivePlanning.Headings(new() { Points = [(1, 0), (2, 0), (3, 1), (3, 2), (3, 3), (2, 3)] }, headings);
        Assert.Equal([0, Math.Atan2(1, 2), Math.Atan2(2, 1), Math.PI / 2, Math.Atan2(1, -1), Math.PI], headings);
    }

    [Fact]
    public void A_path_of_less_than_half_a_metre_between_first_and_last_point_stands_straight()
    {
        double[] headings = new double[6];
        // Ten metres to the side at once, then hardly any further: what counts is the way from the first point to the last.
        SparseDrivePlanning.Headings(new() { Points = [(0, 10), (0, 10.1), (0, 10.2), (0, 10.3), (0, 10.4), (0, 10.49)] }, headings);
        Assert.Equal(new double[6], headings);
        SparseDrivePlanning.Headings(new() { Points = [(0, 10), (0, 10.1), (0, 10.2), (0, 10.3), (0, 10.4), (0, 10.5)] }, headings);
        Assert.Equal(Math.PI / 2, headings[0], 12);
    }

    [Fact]
    public void The_cars_front_is_where_LiDAR_offset_and_half_its_length_put_it()
    {
        // 0.985793 + 0.5 + 4.084 / 2 = 3.527793 m ahead; touching is a collision.
        Assert.Equal(100, Standing(ahead: 3.527793 + 1));
        Assert.Equal(0, Standing(ahead: 3.527794 + 1));

        static double Standing(double ahead)
        {
            PlanningAgent box = new("vehicle.car", new(new(ahead, 0, 1), new(2, 2, 2), 0));
            PlanningCase one = MadeCases.Of(Trajectory.Standstill, MadeCases.Straight(-20), box);
            return MadeCases.Value(new SparseDrivePlanning(), one, "collision");
        }
    }

    [Fact]
    public void The_column_of_the_true_car_counts_the_recorded_path()
    {
        SparseDrivePlanning convention = new();
        convention.Add(0, MadeCases.Of(MadeCases.Straight(0), MadeCases.Straight(20), MadeCases.Car(21.5, 0)));
        Assert.Equal(0, MadeCases.Value(convention, "collision"));
        Assert.Equal(50, MadeCases.Value(convention, "collision-truth", "1s"));
        Assert.Equal((50 + 25 + 100 / 6.0) / 3, MadeCases.Value(convention, "collision-truth", "avg"), 12);
    }

    [Fact]
    public void A_turned_car_passes_where_one_that_is_not_turned_would_not()
    {
        // To the left along y: turned, the car is 1.85 m wide in x, from 0.06 to 1.91 m.
        Trajectory left = new() { Points = [.. Enumerable.Range(1, 6).Select(i => (0.0, 2.0 * i))] };
        PlanningAgent beside = new("vehicle.car", new(new(3.2, 6, 1), new(2, 8, 2), 0));
        PlanningCase one = MadeCases.Of(left, Trajectory.Standstill, beside);
        Assert.Equal(0, MadeCases.Value(new SparseDrivePlanning(), one, "collision"));
        Assert.True(MadeCases.Value(new VadPlanning(), one, "collision") > 0);
    }
}
