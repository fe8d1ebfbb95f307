using System.Text.Json;
using VoxPilot.Core;

namespace VoxPilot.Driving.Tests.Service;

/// <summary>Everything that a client would get of a frame, as text, without ids, times and timings.</summary>
internal static class Bodies
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes a scene, asks, plans, and removes it.</summary>
    public static async Task<string> OfAsync(DrivingService service, Frame frame, ulong seed = 1)
    {
        Scene scene = await service.CreateSceneAsync(frame, new() { Seed = seed }, Token);
        string body = await OfAsync(service, scene);
        service.RemoveScene(scene.Id);
        return body;
    }

    /// <summary>Asks and plans.</summary>
    public static async Task<string> OfAsync(DrivingService service, Scene scene)
    {
        Answer greedy = await service.AnswerAsync(scene, Question.Of("What is ahead?") with { MaxTokens = 12 }, Token);
        Answer drawn = await service.AnswerAsync(scene, Question.Of("What is ahead?") with { MaxTokens = 12, Temperature = 0.8 }, Token);
        SceneOccupancy occupancy = await service.OccupancyAsync(scene, [0, 1, 2, 3], Token);
        Plan plan = await service.PlanToEndAsync(scene, new() { Samples = 2 }, Token);
        return JsonSerializer.Serialize(
            new
            {
                greedy = greedy with { Timings = new() },
                drawn = drawn with { Timings = new() },
                occupancy = occupancy.Frames,
                plan = plan with { Timings = new() },
            },
            Json);
    }
}
