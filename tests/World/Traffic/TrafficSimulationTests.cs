using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Traffic;

public sealed class TrafficSimulationTests
{
    [Fact]
    public void A_faster_car_closes_up_and_then_keeps_its_time_gap()
    {
        TrafficSimulation traffic = SmallTown.Empty();
        Vehicle ahead = SmallTown.Add(traffic, SmallTown.WestIn, 80, 6, top: 6), behind = SmallTown.Add(traffic, SmallTown.WestIn, 20, 12);
        double least = double.MaxValue;
        SmallTown.Run(traffic, 45, _ => least = Math.Min(least, ahead.RearPlace - behind.FrontPlace));
        Assert.True(least > 2, $"gap fell to {least:0.00} m");
        Assert.InRange(behind.Speed, 5.5, 6.5);
        Assert.InRange(ahead.RearPlace - behind.FrontPlace, 1.2 * 6, 2.6 * 6);
    }

    [Fact]
    public void Cars_queue_behind_one_that_stopped_and_go_on_when_it_does()
    {
        TrafficSimulation traffic = SmallTown.Empty();
        Vehicle stopped = SmallTown.Add(traffic, SmallTown.EastOut, 60, 8), first = SmallTown.Add(traffic, SmallTown.EastOut, 30, 8), second = SmallTown.Add(traffic, SmallTown.EastOut, 10, 8);
        (stopped.HaltAt, stopped.HaltSeconds) = (120, 30);
        double time = 0;
        SmallTown.Run(traffic, 25, t => time = t);
        Assert.Equal(Activity.Stopped, stopped.Activity);
        Assert.Equal((Activity.Waiting, Activity.Waiting), (first.Activity, second.Activity));
        Assert.InRange(stopped.RearPlace - first.FrontPlace, 1, 4);
        Assert.InRange(first.RearPlace - second.FrontPlace, 1, 4);
        Assert.Equal((DrivingReason.Blocked, stopped.Agent), (first.Reason, first.ReasonAgent));
        SmallTown.Run(traffic, 30, _ => { });
        Assert.True(second.Speed > 3, $"the queue still stands, {second.Speed:0.0} m/s");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(-6)]
    public void Who_gives_way_lets_the_other_pass_first(double lead)
    {
        TrafficSimulation traffic = SmallTown.Empty();
        Vehicle first = SmallTown.Add(traffic, SmallTown.WestIn, 240 + lead, 11), yields = SmallTown.Add(traffic, SmallTown.SouthIn, 240, 11);
        double slowest = double.MaxValue;
        bool touched = false, cleared = false, early = false;
        SmallTown.Run(traffic, 14, _ =>
        {
            cleared |= first.Position.X - 2.2 > 2.5;
            slowest = cleared ? slowest : Math.Min(slowest, first.Speed);
            touched |= SmallTown.Footprint(first).Overlaps(SmallTown.Footprint(yields));
            early |= !cleared && yields.Position.Y + 2.2 > -2.5;
        });
        Assert.False(touched);
        Assert.False(early, "the car that gives way was in the conflict before the other had left it");
        Assert.True(slowest > 9, $"who goes first was slowed to {slowest:0.0} m/s");
        Assert.True(yields.Position.Y > 20, "who gave way never went on");
    }

    [Fact]
    public void A_car_waits_for_a_person_who_crosses_and_then_goes_on()
    {
        TrafficSimulation traffic = SmallTown.Empty();
        Vehicle car = SmallTown.Add(traffic, SmallTown.WestIn, 150, 12);
        Walker person = Person(3);
        traffic.People.Place(person);
        double slowest = double.MaxValue, nearest = double.MaxValue;
        bool reason = false, crossed = false;
        SmallTown.Run(traffic, 25, _ =>
        {
            slowest = Math.Min(slowest, car.Speed);
            nearest = Math.Min(nearest, (car.Position + car.Heading * 2.2 - person.Position).Length);
            reason |= car.Reason == DrivingReason.PersonCrossing;
            crossed |= person.Activity == Activity.Crossing;
        });
        Assert.True(crossed && reason);
        Assert.True(slowest < 2, $"the car did not slow down below {slowest:0.0} m/s");
        Assert.True(nearest > 1.5, $"car and person came within {nearest:0.00} m");
        Assert.True(person.Position.Y > 4, "the person did not come across");
        Assert.True(car.Position.X > -40, "the car never went on");
    }

    [Fact]
    public void Nobody_steps_out_in_front_of_a_car_that_cannot_stop()
    {
        TrafficSimulation traffic = SmallTown.Empty();
        Vehicle car = SmallTown.Add(traffic, SmallTown.WestIn, 215, 13, top: 13);
        Walker person = Person(0.4);
        traffic.People.Place(person);
        SmallTown.Run(traffic, 2, _ =>
        {
            if (car.FrontPlace < 240)
            {
                Assert.NotEqual(Activity.Crossing, person.Activity);
            }
        });
        Assert.True(car.FrontPlace > 236 && car.Speed > 9, "the car was to pass");
    }

    [Fact]
    public void A_junction_that_cannot_be_left_is_not_entered()
    {
        TrafficSimulation traffic = SmallTown.Empty();
        Vehicle stopped = SmallTown.Add(traffic, SmallTown.EastOut, 5, 0), next = SmallTown.Add(traffic, SmallTown.WestIn, 200, 10);
        (stopped.HaltAt, stopped.HaltSeconds) = (stopped.FrontPlace + 0.5, 100);
        SmallTown.Run(traffic, 20, _ => { });
        Assert.Equal(-1, next.GrantLeg);
        Assert.True(next.FrontPlace <= 290, $"its front is at {next.FrontPlace:0.0} m, the junction begins at 290 m");
        Assert.Equal(Activity.Waiting, next.Activity);
    }

    private static Walker Person(double before) => new()
    {
        Model = new(AgentKind.Adult, new(0.6, 0.6, 1.75), Paint.Blue, false, 3),
        Random = new(5),
        Pace = 1.3,
        Aside = 0.2,
        Walkway = 1,
        Forward = true,
        Along = 30 - before,
    };
}
