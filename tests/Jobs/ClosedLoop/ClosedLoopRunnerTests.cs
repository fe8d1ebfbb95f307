using System.Text.Json;
using VoxPilot.Core;
using VoxPilot.Jobs.Baselines;
using VoxPilot.Jobs.ClosedLoop;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Tests.ClosedLoop;

public sealed class ClosedLoopRunnerTests
{
    private static readonly ClosedLoopOptions Few = new() { Seed = 100, Routes = 4, Seconds = 12, Strips = 3 };

    [Fact]
    public async Task The_expert_completes_its_routes_without_a_scratch()
    {
        Report report = await DriveAsync(Few with { Routes = 3 }, PolicyDriver.Expert);
        Assert.Equal(100, Figure(report, "closedloop.routes.completed"));
        Assert.Equal(100, Figure(report, "closedloop.routes.share"));
        Assert.Equal(0, Figure(report, "closedloop.collisions.per_route"));
        Assert.Equal(0, Figure(report, "closedloop.road.left"));
        Assert.True(Figure(report, "closedloop.routes.speed") > 1);
        Assert.True(Figure(report, "closedloop.road.deviation") < 0.5);
        Assert.True(Figure(report, "closedloop.comfort.all") > 90);
        Assert.All(report.Sections, s => Assert.Empty(s.Pictures));
        Assert.All(report.Sections, s => Assert.Equal(["constant-velocity"], s.Baselines.Select(b => b.Id))); // the expert is no column beside itself
    }

    [Fact]
    public async Task Constant_velocity_fails_where_the_expert_does_not_and_each_failure_is_counted_if_not_shown()
    {
        Report report = await DriveAsync(Few with { Strips = 1 }, PolicyDriver.ConstantVelocity);
        double completed = Figure(report, "closedloop.routes.completed");
        Assert.True(completed <= 50, $"{completed} % of the routes were driven by going straight on");
        double failed = Figure(report, "closedloop.routes.timeouts") + Figure(report, "closedloop.collisions.per_route") + Figure(report, "closedloop.road.ended") + Figure(report, "closedloop.road.strayed");
        Assert.Equal(100, completed + failed, 9);
        Assert.Equal(100, Row(report, "closedloop.routes.completed").Baselines["expert"].Value);
        Assert.Single(report.Sections.SelectMany(s => s.Pictures));
        Assert.Equal(["route-0000100", "route-0000101", "route-0000102", "route-0000103"], report.Data.Scenes);
        Assert.Equal(ReportKind.ClosedLoop, report.Kind);
        Assert.All(report.Sections.SelectMany(s => s.Measures), m => Assert.DoesNotContain("abstentions", m.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_figures_and_pictures_with_one_thread_or_several()
    {
        Report one = await DriveAsync(Few with { Threads = 1 }, PolicyDriver.ConstantVelocity), three = await DriveAsync(Few with { Threads = 3 }, PolicyDriver.ConstantVelocity);
        Assert.Equal(Text(one), Text(three));
        Assert.NotEqual(one.Data.Fingerprint, (await DriveAsync(Few with { Seed = 101, Routes = 1, Strips = 0 }, PolicyDriver.ConstantVelocity)).Data.Fingerprint);

        static string Text(Report report) => JsonSerializer.Serialize(report with { CreatedAt = default, Seconds = new Dictionary<string, double>() }, Loose);
    }

    [Fact]
    public async Task Who_drives_into_a_standing_car_is_at_fault_and_the_strip_says_so()
    {
        Report report = await DriveAsync(Few with { Routes = 2 }, WallDriver.Create());
        Assert.True(Figure(report, "closedloop.collisions.at_fault.per_route") > 0);
        Assert.True(Figure(report, "closedloop.collisions.at_fault.per_km") > 1);
        ReportPicture strip = report.Sections.Single(s => s.Id == "collisions").Pictures[0];
        Assert.Matches(@"^Route \d+ \(seed 10[01]\): collision with an? [a-z ]+ at [0-9.]+ s, at fault$", strip.Title);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], strip.Png[..4]);
        Assert.InRange(strip.Png.Length, 50_000, 1_500_000);
    }

    [Fact]
    public async Task Who_stands_still_runs_out_of_time()
    {
        Report report = await DriveAsync(Few with { Routes = 1, Seconds = 4, Strips = 1 }, new BaselineDriver(new Standing(), "Stands."));
        Assert.Equal(0, Figure(report, "closedloop.routes.completed"));
        Assert.Equal(100, Figure(report, "closedloop.routes.timeouts"));
        Assert.Contains(": not finished in 6 s: ", Assert.Single(report.Sections.Single(s => s.Id == "routes").Pictures).Title, StringComparison.Ordinal);
        Assert.Null(Row(report, "closedloop.routes.completed").Value.Low); // one route has no interval
    }

    [Fact]
    public async Task Others_drive_the_same_routes_beside_and_those_that_cannot_say_why()
    {
        ReportBaseline absent = new("pack", "A pack", "It is not there.", "No pack was named.");
        Report report = await ClosedLoopRunner.RunAsync(
            Few with { Routes = 1, Seconds = 4, Strips = 0 }, WallDriver.Create(), new("wall"), [new BaselineDriver(new Standing(), "Stands.")], [absent], _ => { }, TestContext.Current.CancellationToken);
        ReportMeasure share = Row(report, "closedloop.routes.share");
        Assert.Equal(["constant-velocity", "expert", "standing"], share.Baselines.Keys.Order());
        Assert.All(report.Sections, s => Assert.Equal(["constant-velocity", "standing", "expert", "pack"], s.Baselines.Select(b => b.Id)));
    }

    [Fact]
    public async Task It_stops_when_it_is_told_to()
    {
        using CancellationTokenSource stop = new();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ClosedLoopRunner.RunAsync(
            Few with { Seconds = 60 }, PolicyDriver.ConstantVelocity, new("cv"), [], [], p => { if (p.Steps > 3) { stop.Cancel(); } }, stop.Token));
    }

    [Theory]
    [InlineData(0, 30, "number of routes is 1 to 10000, not 0")]
    [InlineData(1, 1, "2 to 120 seconds, not 1")]
    [InlineData(1, double.NaN, "2 to 120 seconds, not NaN")]
    public async Task Options_out_of_range_are_refused(int routes, double seconds, string reason)
    {
        ClosedLoopException fault = await Assert.ThrowsAsync<ClosedLoopException>(() => DriveAsync(new() { Routes = routes, Seconds = seconds }, PolicyDriver.Expert));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    private static readonly JsonSerializerOptions Loose = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static Task<Report> DriveAsync(ClosedLoopOptions options, IRouteDriver driver) =>
        ClosedLoopRunner.RunAsync(options, driver, new(driver.Title), [], [], _ => { }, TestContext.Current.CancellationToken);

    private static ReportMeasure Row(Report report, string id) => report.Sections.SelectMany(s => s.Measures).Single(m => m.Id == id);

    private static double Figure(Report report, string id) => Row(report, id).Value.Value!.Value;

    private sealed class Standing : IPlanBaseline
    {
        public string Id => "standing";

        public string Title => "Standing";

        public string About => "Stands.";

        public Trajectory Plan(EgoState? ego, Command? command)
        {
            Assert.NotNull(ego);
            Assert.NotNull(command);
            return Trajectory.Standstill;
        }
    }
}
