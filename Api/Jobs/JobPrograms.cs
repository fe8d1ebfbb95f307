using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using VoxPilot.Api.Hosting;
using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Core.Datasets;
using VoxPilot.Jobs.Store;
using VoxPilot.Jobs.Training;
using VoxPilot.Jobs.Work;

namespace VoxPilot.Api.Jobs;

/// <summary>A job's process is this program with the command that the job stands for.</summary>
internal sealed class JobPrograms(JobKinds kinds, JobFolders folders, DatasetStore datasets, DataRoot root, HomeFolderPath home) : IJobPrograms
{
    private const string Generated = "generated";

    /// <inheritdoc/>
    public async Task<JobProgram> PrepareAsync(Job job, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        JobKind kind = Kind(job);
        JobRequest request = JobRequest.Of(job.Request);
        string folder = folders.Of(job.Id);
        Directory.CreateDirectory(folder);
        Dictionary<string, string> known = (await datasets.ListAsync(cancellation)).ToDictionary(dataset => dataset.Name, dataset => dataset.Folder, StringComparer.Ordinal);
        IReadOnlyList<string> words = JobCommandLine.Of(kind, request.Preset, request.Parameters, new JobPlaces(folders, job.Id, known));
        if (request.Parameters[TrainingKinds.Questions] is JsonArray questions)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, JobCommandLine.QuestionsFile), questions.ToJsonString(), cancellation);
        }
        if (kind.Trains)
        {
            words = Continued(kind, new RunFolder(folder)) ?? words;
        }
        else if (kind.Result is not null)
        {
            Remove(JobFolder.Results(folder)); // what a killed attempt left of it
            Directory.CreateDirectory(JobFolder.Results(folder));
        }
        (string file, string[] first) = Program();
        return new(file, [.. first, .. words], new Dictionary<string, string> { [DataRoot.Variable] = root.Path, [HomeFolder.Variable] = home.Path }, folder);
    }

    /// <inheritdoc/>
    public async Task CompleteAsync(Job job, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        JobKind kind = Kind(job);
        if (kind.Makes(JobRequest.Of(job.Request).Parameters) is not { } name)
        {
            if (!Directory.Exists(JobFolder.Results(folders.Of(job.Id))))
            {
                throw new JobFaultException("It has ended well and left nothing.");
            }
            return;
        }
        string folder = Path.Combine(folders.Datasets, name);
        try
        {
            NuScenesDataset.Open(folder);
        }
        catch (DatasetException fault)
        {
            throw new JobFaultException(fault.Message, fault);
        }
        if (await datasets.AddAsync(name, folder, Generated, job.Id, cancellation) is null && (await datasets.FindAsync(name, cancellation))?.Job != job.Id)
        {
            throw new JobFaultException($"There is a data set '{name}' already; what was made lies in its folder's place and is not listed.");
        }
    }

    private JobKind Kind(Job job) => kinds.Find(job.Kind) ?? throw new JobFaultException($"This version of VoxPilot knows no jobs of the kind '{job.Kind}'.");

    // A run that has a checkpoint goes on from it; one that has not begins anew.
    private static IReadOnlyList<string>? Continued(JobKind kind, RunFolder run)
    {
        if (!File.Exists(run.Config))
        {
            return null;
        }
        if (run.HasCheckpoint)
        {
            return [.. kind.Words, "--run", run.Path, "--resume"];
        }
        foreach (string file in (string[])[run.Config, run.Losses, run.PreviewFigures])
        {
            File.Delete(file);
        }
        Remove(run.Previews);
        return null;
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static (string File, string[] First) Program()
    {
        string dll = Path.Combine(AppContext.BaseDirectory, "VoxPilot.Api.dll");
        string self = Environment.ProcessPath ?? "";
        return Path.GetFileNameWithoutExtension(self) == "dotnet" ? (self, [dll]) : (Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")), [dll]);
    }
}
