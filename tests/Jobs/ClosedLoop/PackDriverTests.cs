using VoxPilot.Core;
using VoxPilot.Driving;
using VoxPilot.Jobs.ClosedLoop;
using VoxPilot.Jobs.Reports;
using VoxPilot.World;
using VoxPilot.World.Simulation;

namespace VoxPilot.Jobs.Tests.ClosedLoop;

/// <summary>The untrained nano pack at the wheel, through the service that answers the API.</summary>
public sealed class PackDriverTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-closedloop-").FullName;
    private DrivingService? service;

    public async ValueTask InitializeAsync()
    {
        service = DrivingService.Start(new(), new PackCatalog(Path.Combine(folder, "home"), folder));
        await service.Ready;
    }

    public async ValueTask DisposeAsync()
    {
        await service!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task An_untrained_pack_drives_some_steps_and_leaves_no_scene_behind()
    {
        PackDriver driver = new(service!, NuScenesRig.Create(256, 96));
        Assert.Equal(("pack", "nano", true), (driver.Id, driver.Title, driver.MayAbstain));
        WorldSimulation world = WorldSimulation.Create(101, 3);
        using IRouteSession session = driver.Begin(world);
        for (int step = 0; step < 3; step++)
        {
            RoutePlan plan = await session.PlanAsync(TestContext.Current.CancellationToken);
            Assert.Equal(Trajectory.Steps, plan.Trajectory.Points.Count);
            Assert.Equal(0, service!.Load.Scenes);
            world.Step(plan.Trajectory);
        }
        Assert.Equal(1.5, world.Time, 9);
    }

    [Fact, Trait("Category", "Slow")]
    public async Task A_pack_drives_the_same_way_alone_and_with_several_routes_at_once()
    {
        Report alone = await DriveAsync(1), together = await DriveAsync(3);
        Assert.Equal(Figures(alone), Figures(together));
        Assert.Contains(alone.Sections.SelectMany(s => s.Measures), m => m.Id == "closedloop.routes.abstentions" && m.Baselines.Count == 0);

        Task<Report> DriveAsync(int threads) => ClosedLoopRunner.RunAsync(
            new() { Seed = 100, Routes = 3, Seconds = 4, Strips = 1, Threads = threads }, new PackDriver(service!, NuScenesRig.Create(256, 96)),
            new("nano", service!.Pack.Hash, service.Pack.Trained), [], [], _ => { }, TestContext.Current.CancellationToken);
        static IEnumerable<(string, double?)> Figures(Report report) => report.Sections.SelectMany(s => s.Measures).Select(m => (m.Id, m.Value.Value));
    }
}
