using System.Text.Json.Nodes;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Requests;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Checking;
using VoxPilot.Jobs.Store;
using VoxPilot.World.Sheets;

namespace VoxPilot.Api.Jobs;

/// <summary>The data sets that jobs may name.</summary>
internal sealed class DatasetShelf(DatasetStore store, JobStore jobs, JobFolders folders)
{
    private const string Registered = "registered", Uploaded = "uploaded";

    /// <summary>All, by name.</summary>
    public async Task<IReadOnlyList<DatasetBody>> ListAsync(CancellationToken cancellation) => [.. (await store.ListAsync(cancellation)).Select(dataset => Body(dataset, null))];

    /// <summary>One, with what is in it.</summary>
    /// <exception cref="ProblemException">There is none of that name, or its folder is damaged.</exception>
    public async Task<DatasetBody> DescribeAsync(string name, CancellationToken cancellation)
    {
        Dataset dataset = await FindAsync(name, cancellation);
        return Body(dataset, Open(dataset));
    }

    /// <summary>Adds a folder that is there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="folder">The folder, below the data root.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="ProblemException">The name is taken, or the folder is none that can be used.</exception>
    public async Task<DatasetBody> RegisterAsync(string? name, string folder, CancellationToken cancellation)
    {
        string checkedName = Name(name);
        string full = Path.GetFullPath(Path.Combine(folders.Root, folder));
        if (!FolderBounds.Hold(folders.Root, full) || !Directory.Exists(full) || !FolderBounds.HoldReally(folders.Root, full))
        {
            throw new ProblemException(ProblemTypes.InvalidInput, "folder", "folder should name a folder below the data root, such as datasets/mine; copy or mount the data there.");
        }
        return await AddAsync(checkedName, full, Registered, cancellation);
    }

    /// <summary>Adds a folder that was uploaded.</summary>
    /// <exception cref="ProblemException">The name is taken, or the folder is no data set.</exception>
    public Task<DatasetBody> AddUploadAsync(string name, string folder, CancellationToken cancellation) => AddAsync(name, folder, Uploaded, cancellation);

    /// <summary>A name that may be taken.</summary>
    /// <exception cref="ProblemException">It is none.</exception>
    public static string Name(string? name) =>
        name is not null && DatasetNames.IsOne(name) ? name : throw new ProblemException(ProblemTypes.InvalidInput, "name", DatasetNames.Expected);

    /// <summary>Refuses a name that is taken.</summary>
    public async Task RequireFreeAsync(string name, CancellationToken cancellation)
    {
        if (await store.FindAsync(name, cancellation) is not null)
        {
            throw new ProblemException(ProblemTypes.DatasetExists, "name", $"There is a data set '{name}' already; take another name, or DELETE /v1/datasets/{name} first.");
        }
    }

    /// <summary>Says what is in one and what is wrong with it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="deep">Whether every file is decoded.</param>
    /// <param name="cancellation">Gives it up.</param>
    public async Task<DatasetCheckBody> CheckAsync(string name, bool deep, CancellationToken cancellation)
    {
        Dataset dataset = await FindAsync(name, cancellation);
        DatasetReport report = await Task.Run(() => Guarded(dataset, () => DatasetCheck.Run(dataset.Folder, new() { Deep = deep })), cancellation);
        return new()
        {
            Clean = report.IsClean,
            Version = report.Version,
            Rows = report.Rows,
            Sensors = report.Sensors,
            Occupancy = report.Occupancy,
            Questions = report.Questions,
            Notes = report.Notes,
            Problems = [.. report.Problems.Select(problem => $"{problem.Where}: {problem.Message}")],
        };
    }

    /// <summary>A key frame on a sheet: cameras, depth, classes, the scene from above, occupancy.</summary>
    /// <returns>A PNG.</returns>
    public async Task<byte[]> PreviewAsync(string name, int keyframe, CancellationToken cancellation)
    {
        Dataset dataset = await FindAsync(name, cancellation);
        NuScenesDataset opened = Open(dataset);
        if (keyframe < 0 || keyframe >= opened.Count)
        {
            throw new ProblemException(ProblemTypes.InvalidInput, "keyframe", $"keyframe takes 0 to {opened.Count - 1}.");
        }
        return await Task.Run(() => Guarded(dataset, () => ContactSheets.Draw(opened, keyframe)), cancellation);
    }

    /// <summary>Takes one out; what was uploaded or generated is deleted, a registered folder stays.</summary>
    /// <exception cref="ProblemException">There is none of that name, or a job needs it.</exception>
    public async Task RemoveAsync(string name, CancellationToken cancellation)
    {
        Dataset dataset = await FindAsync(name, cancellation);
        foreach (Job job in await jobs.ListAsync(new() { States = [JobState.Queued, JobState.Running], Limit = JobFilter.MostPerPage }, cancellation))
        {
            if (Names(job, name))
            {
                throw new ProblemException(ProblemTypes.JobConflict, $"The job {job.Id} ({job.State.Word()}) needs the data set '{name}'; wait for it or cancel it.");
            }
        }
        await store.RemoveAsync(name, cancellation);
        if (dataset.Origin != Registered && Directory.Exists(dataset.Folder))
        {
            Directory.Delete(dataset.Folder, recursive: true);
        }
    }

    private static bool Names(Job job, string dataset) => JobRequest.Of(job.Request).Parameters.Any(parameter => parameter.Value switch
    {
        JsonValue value => value.TryGetValue(out string? text) && text == dataset,
        JsonArray list => list.Any(item => item is JsonValue value && value.TryGetValue(out string? text) && text == dataset),
        _ => false,
    });

    private async Task<DatasetBody> AddAsync(string name, string folder, string origin, CancellationToken cancellation)
    {
        NuScenesDataset opened;
        try
        {
            opened = NuScenesDataset.Open(folder);
        }
        catch (DatasetException fault)
        {
            throw new ProblemException(ProblemTypes.InvalidInput, "folder", $"The folder is no data set in nuScenes' format: {fault.Message}");
        }
        if (await store.AddAsync(name, folder, origin, null, cancellation) is not { } added)
        {
            await RequireFreeAsync(name, cancellation);
            throw new ProblemException(ProblemTypes.DatasetExists, "name", $"There is a data set '{name}' already.");
        }
        return Body(added, opened);
    }

    private async Task<Dataset> FindAsync(string name, CancellationToken cancellation)
    {
        string shown = ShownText.Of(name);
        return await store.FindAsync(name, cancellation) ?? throw new ProblemException(ProblemTypes.DatasetNotFound, $"There is no data set '{shown}'; GET /v1/datasets lists them.");
    }

    private static NuScenesDataset Open(Dataset dataset) => Guarded(dataset, () => NuScenesDataset.Open(dataset.Folder));

    private static T Guarded<T>(Dataset dataset, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DatasetException fault)
        {
            throw new ProblemException(ProblemTypes.JobConflict, $"The data set '{dataset.Name}' cannot be read: {fault.Message}");
        }
    }

    private DatasetBody Body(Dataset dataset, NuScenesDataset? opened) => new()
    {
        Name = dataset.Name,
        Origin = dataset.Origin,
        Folder = Path.GetRelativePath(folders.Root, dataset.Folder) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) ? relative : Path.GetFileName(dataset.Folder),
        Job = dataset.Job,
        CreatedAt = dataset.CreatedAt,
        Keyframes = opened?.Count,
        Scenes = opened is null ? null : Enumerable.Range(0, opened.Count).Select(opened.Scene).Distinct().Count(),
    };
}
