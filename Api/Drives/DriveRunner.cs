using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Occupancy;
using VoxPilot.Api.Options;
using VoxPilot.Api.Requests;
using VoxPilot.Api.Scenes;
using VoxPilot.Api.Streaming;
using VoxPilot.Core;
using VoxPilot.Driving;

namespace VoxPilot.Api.Drives;

/// <summary>Makes a scene and everything that was wanted of it, one after the other.</summary>
internal sealed class DriveRunner(IDrivingService driving, SceneCreation scenes, IOptions<LimitOptions> limits)
{
    /// <summary>All horizons; taken where a request names none.</summary>
    public static IReadOnlyList<int> AllHorizons { get; } = [0, 1, 2, 3];

    /// <summary>All of it as items: <c>scene</c>, <c>occupancy</c>, <c>token</c> …, <c>done</c>, <c>anchor_scores</c>, <c>denoise_step</c> …, <c>plan</c>.</summary>
    /// <remarks>What is wrong with the request is found before anything is computed.</remarks>
    public async IAsyncEnumerable<StreamItem> StreamAsync(SceneInput<DriveRequest> input, [EnumeratorCancellation] CancellationToken cancellation)
    {
        DriveRequest request = input.Request;
        IReadOnlyList<int> horizons = Horizons.Check(request.Horizons ?? AllHorizons, "horizons");
        Question? question = QuestionMapping.ToDomain(request, limits.Value);
        if (request.Adapter is { } adapter)
        {
            driving.RequireAdapter(adapter);
        }
        Scene scene = await scenes.CreateAsync(request, input.Images, cancellation);
        yield return new("scene", SceneMapping.ToBody(scene));
        if (horizons.Count > 0)
        {
            yield return new("occupancy", OccupancyMapping.ToBody(await driving.OccupancyAsync(scene, horizons, cancellation)));
        }
        if (question is not null)
        {
            await foreach (StreamItem item in AskAsync(scene, question, cancellation))
            {
                yield return item;
            }
        }
        if (request.Plan ?? true)
        {
            await foreach (StreamItem item in DrivingStreams.PlanAsync(driving, scene, new(), cancellation))
            {
                yield return item;
            }
        }
    }

    // What the model finds wrong with the question stands under the name that it has in this request.
    private async IAsyncEnumerable<StreamItem> AskAsync(Scene scene, Question question, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using IAsyncEnumerator<StreamItem> items = DrivingStreams.AskAsync(driving, scene, question, cancellation).GetAsyncEnumerator(cancellation);
        while (await MoveNextAsync())
        {
            yield return items.Current;
        }

        async Task<bool> MoveNextAsync()
        {
            try
            {
                return await items.MoveNextAsync();
            }
            catch (InvalidInputException fault) when (fault.Part == "question")
            {
                throw new InvalidInputException(QuestionMapping.Ask, fault.Message, fault);
            }
        }
    }

    /// <summary>All of it in one body.</summary>
    public async Task<DriveBody> RunAsync(SceneInput<DriveRequest> input, CancellationToken cancellation)
    {
        SceneBody? scene = null;
        AnswerBody? answer = null;
        OccupancyBody? occupancy = null;
        PlanBody? plan = null;
        await foreach (StreamItem item in StreamAsync(input, cancellation))
        {
            scene = item.Data as SceneBody ?? scene;
            answer = item.Data as AnswerBody ?? answer;
            occupancy = item.Data as OccupancyBody ?? occupancy;
            plan = item.Data as PlanBody ?? plan;
        }
        return new() { Scene = scene!, Answer = answer, Occupancy = occupancy, Plan = plan };
    }
}
