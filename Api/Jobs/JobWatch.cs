using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using VoxPilot.Api.Contracts;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Api.Jobs;

/// <summary>A job's events as they come, the same for server-sent events and the hub.</summary>
internal sealed class JobWatch(JobStore store, TimeProvider time)
{
    private const int AtOnce = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Events behind a number, from the store, until the job has ended and all of them are told.</summary>
    /// <param name="job">The job.</param>
    /// <param name="after">Number of the last event that is known already; 0: from the first on.</param>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<StreamItem> EventsAsync(Job job, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            bool ended = (await store.FindAsync(job.Id, cancellation))?.HasEnded ?? true; // before its events are read, so that none is missed
            IReadOnlyList<JobEvent> events = await store.EventsAsync(job.Id, after, AtOnce, cancellation);
            foreach (JobEvent item in events)
            {
                JsonObject data = item.Data.DeepClone().AsObject();
                data["at"] = item.At;
                yield return new(item.Kind, data) { Id = item.Number };
                after = item.Number;
            }
            if (events.Count < AtOnce)
            {
                if (ended)
                {
                    yield break;
                }
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }
}
