using TorchSharp;
using VoxPilot.Core;

namespace VoxPilot.Driving.Tests.Service;

/// <summary>A service whose networks run on CUDA sees and plans as the one on the CPU.</summary>
public sealed class CudaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Occupancy_forecasts_and_plans_are_those_of_the_CPU()
    {
        Assert.SkipUnless(torch.cuda.is_available(), "There is no CUDA device here.");
        await using DrivingService here = await NanoFixture.StartAsync();
        await using DrivingService there = await NanoFixture.StartAsync(new() { Device = "cuda" });
        (SceneOccupancy occupancy, Plan plan) = await DriveAsync(here);
        (SceneOccupancy otherOccupancy, Plan otherPlan) = await DriveAsync(there);
        foreach ((OccupancyFrame one, OccupancyFrame two) in occupancy.Frames.Zip(otherOccupancy.Frames))
        {
            byte[] a = [.. one.Occupancy.ToGrid().Labels], b = [.. two.Occupancy.ToGrid().Labels];
            int occupied = a.Count(label => label != (byte)OccupancyClass.Free), different = a.Zip(b).Count(pair => pair.First != pair.Second);
            Assert.InRange(different, 0, 0.05 * Math.Max(occupied, 1)); // scores near a threshold fall to either side
        }
        foreach ((PlanAnchor one, PlanAnchor two) in plan.Anchors.Zip(otherPlan.Anchors))
        {
            Assert.Equal(one.Score, two.Score, 0.01);
            Assert.All(one.Denoised.Points.Zip(two.Denoised.Points), pair => Assert.InRange(Math.Max(Math.Abs(pair.First.X - pair.Second.X), Math.Abs(pair.First.Y - pair.Second.Y)), 0, 0.1));
        }
    }

    private static async Task<(SceneOccupancy Occupancy, Plan Plan)> DriveAsync(DrivingService service)
    {
        Scene scene = await service.CreateSceneAsync(MadeFrames.Create(6), new() { Seed = 4 }, Token);
        SceneOccupancy occupancy = await service.OccupancyAsync(scene, [0, 1, 2, 3], Token);
        return (occupancy, await service.PlanToEndAsync(scene, new() { Seed = 4 }, Token));
    }
}
