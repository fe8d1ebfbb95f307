using VoxPilot.Api.Contracts;
using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Api.Problems;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Api.Jobs;

/// <summary>Finds jobs for clients.</summary>
internal sealed class JobFinder(JobStore store, JobKinds kinds)
{
    /// <summary>A job.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public async Task<Job> FindAsync(string id, CancellationToken cancellation) => await store.FindAsync(id, cancellation) ?? throw Missing(id);

    /// <summary>A job with its latest figures and its files.</summary>
    public async Task<JobBody> DescribeAsync(Job job, CancellationToken cancellation) => JobMapping.ToBody(
        job, kinds, await store.LatestMetricsAsync(job.Id, cancellation), await store.ArtifactsAsync(job.Id, cancellation), await store.RunsAsync(job.Id, cancellation));

    private static ProblemException Missing(string id)
    {
        string shown = ShownText.Of(id);
        return new(ProblemTypes.JobNotFound, $"There is no job '{shown}'; GET /v1/jobs lists them.");
    }
}
