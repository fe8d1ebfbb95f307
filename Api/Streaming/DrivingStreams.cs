using System.Runtime.CompilerServices;
using VoxPilot.Api.Contracts;
using VoxPilot.Driving;

namespace VoxPilot.Api.Streaming;

/// <summary>The model's streams as items, the same for server-sent events and the hub.</summary>
internal static class DrivingStreams
{
    /// <summary>Items <c>token</c> …, <c>done</c>.</summary>
    public static async IAsyncEnumerable<StreamItem> AskAsync(
        IDrivingService driving, Scene scene, Question question, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (AnswerEvent item in driving.AskAsync(scene, question, cancellation))
        {
            yield return item switch
            {
                AnswerToken token => new("token", new TokenBody { Index = token.Index, Text = token.Text }),
                AnswerDone done => new("done", SceneMapping.ToBody(done.Answer)),
                _ => throw new ArgumentOutOfRangeException(nameof(question), item, "No such event of an answer."),
            };
        }
    }

    /// <summary>Items <c>anchor_scores</c>, <c>denoise_step</c> …, <c>plan</c>.</summary>
    public static async IAsyncEnumerable<StreamItem> PlanAsync(
        IDrivingService driving, Scene scene, PlanRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (PlanEvent item in driving.PlanAsync(scene, request, cancellation))
        {
            yield return PlanMapping.ToItem(item);
        }
    }
}
