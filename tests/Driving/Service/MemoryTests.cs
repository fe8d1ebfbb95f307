using System.Diagnostics;

namespace VoxPilot.Driving.Tests.Service;

public sealed class MemoryTests
{
    private const int Allowed = 48; // MB: what the allocators of three runtimes keep for themselves

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Forty_scenes_in_a_row_leave_memory_flat() => StaysFlatAsync(warm: 10, count: 40);

    [Fact, Trait("Category", "Slow")]
    public Task Three_hundred_scenes_in_a_row_leave_memory_flat() => StaysFlatAsync(warm: 30, count: 300);

    private static async Task StaysFlatAsync(int warm, int count)
    {
        // room for a few scenes only, so that the rest must be let go of
        await using DrivingService service = await NanoFixture.StartAsync(new() { SceneBytes = 12 << 20 });
        for (int i = 0; i < warm; i++)
        {
            await OneAsync(i);
        }
        long before = Resident(), tensors = await service.CountTensorsAsync(), scenes = service.Load.Scenes;
        Assert.InRange(scenes, 2, warm - 1);
        for (int i = warm; i < warm + count; i++)
        {
            await OneAsync(i);
        }
        Assert.Equal((scenes, tensors), (service.Load.Scenes, await service.CountTensorsAsync()));
        long growth = (Resident() - before) >> 20;
        TestContext.Current.SendDiagnosticMessage($"{count} scenes: {growth} MB more resident, {tensors} live tensors before and after");
        Assert.True(growth < Allowed, $"{count} scenes made the process {growth} MB larger.");

        async Task OneAsync(int i)
        {
            Scene scene = await service.CreateSceneAsync(MadeFrames.OfDrive("drive", i), new(), Token);
            await service.AnswerAsync(scene, Question.Of("What is ahead?") with { MaxTokens = 4 }, Token);
            await service.OccupancyAsync(scene, [0, 1, 2, 3], Token);
            await service.PlanToEndAsync(scene, new(), Token);
            await service.CountTensorsAsync(); // waits until what was let go of is gone
        }
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using Process self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
