using VoxPilot.Jobs.Training;
using VoxPilot.Jobs.Work;

namespace VoxPilot.Api.Jobs;

/// <summary>Where jobs' files and data sets lie; nodes that share a queue reach them by the same path.</summary>
/// <param name="Root">The folder of it all.</param>
internal sealed record JobFolders(string Root)
{
    private const string DatasetsName = "datasets";

    /// <summary>Folder for data sets that are generated or uploaded.</summary>
    public string Datasets => Path.Combine(Root, DatasetsName);

    /// <summary>Folder of a job; of one that trains it is that of its run.</summary>
    public string Of(string job) => Path.Combine(Root, RunFolder.Parent, job);

    /// <summary>What a job leaves.</summary>
    public string Result(string job, string name) => Path.Combine(JobFolder.Results(Of(job)), name);
}
