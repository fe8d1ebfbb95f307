using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Api.Jobs;

/// <summary>What a new job may name.</summary>
/// <param name="Datasets">Data sets that are there.</param>
/// <param name="Packs">Packs that are there.</param>
/// <param name="Makers">Jobs that are about to make data sets.</param>
internal sealed record JobReferences(IReadOnlyList<string> Datasets, IReadOnlyList<string> Packs, IReadOnlyList<Job> Makers)
{
    /// <summary>The job that is about to make a data set; null: none.</summary>
    public Job? Maker(string dataset) => Makers.FirstOrDefault(job => JobRequest.Of(job.Request).Parameters[JobKinds.DatasetName]?.GetValue<string>() == dataset);
}
