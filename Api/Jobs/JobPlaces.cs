using VoxPilot.Api.Commands;
using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Jobs.Training;
using VoxPilot.Jobs.Work;

namespace VoxPilot.Api.Jobs;

/// <summary>Places on this machine, to run a job.</summary>
/// <param name="folders">Where jobs lie.</param>
/// <param name="job">The job.</param>
/// <param name="datasets">Folders of data sets by name.</param>
internal sealed class JobPlaces(JobFolders folders, string job, IReadOnlyDictionary<string, string> datasets) : IJobPlaces
{
    /// <inheritdoc/>
    public string Dataset(string name) => datasets.TryGetValue(name, out string? folder) ? folder : throw new JobFaultException($"There is no data set '{name}' any more.");

    /// <inheritdoc/>
    public string NewDataset(string name) => Path.Combine(folders.Datasets, name);

    /// <inheritdoc/>
    public string Pack(string name) => JobIds.IsOne(name) ? Left(name, JobKinds.Pack, "pack") : PackNames.Resolve(name);

    /// <inheritdoc/>
    public string Teacher(string job) => Left(job, "results/teacher", "teacher");

    /// <inheritdoc/>
    public string Adapter(string job) => Left(job, $"results/{FinetuneStage.AdapterFile}", "adapter");

    /// <inheritdoc/>
    public string Own(string path) => path.Length == 0 ? folders.Of(job) : Path.Combine(folders.Of(job), path);

    private string Left(string other, string path, string what)
    {
        string full = Path.Combine(folders.Of(other), path);
        return Path.Exists(full) ? full : throw new JobFaultException($"The job {other} has left no {what}: there is no {path} in its folder.");
    }
}
