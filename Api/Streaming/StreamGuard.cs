using System.Runtime.CompilerServices;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Streaming;

/// <summary>Ends a stream that fails by an <c>error</c> item which holds the problem, so that clients of both transports read the same.</summary>
internal static class StreamGuard
{
    /// <summary>Name of the last item of a stream that failed.</summary>
    public const string Error = "error";

    /// <summary>The items, and an <c>error</c> where the next one fails. Cancellation ends the stream without an item.</summary>
    public static async IAsyncEnumerable<StreamItem> GuardAsync(
        this IAsyncEnumerable<StreamItem> items, Func<Exception, ProblemDocument> describe, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using IAsyncEnumerator<StreamItem> source = items.GetAsyncEnumerator(cancellation);
        while (true)
        {
            StreamItem? item;
            bool failed = false;
            try
            {
                item = await source.MoveNextAsync() ? source.Current : null;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                yield break;
            }
#pragma warning disable CA1031 // Whatever fails is answered as a problem; that is what this is for.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                item = new(Error, describe(fault));
                failed = true;
            }
            if (item is null)
            {
                yield break;
            }
            yield return item;
            if (failed)
            {
                yield break;
            }
        }
    }
}
