using VoxPilot.Api.Hosting;
using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Api.Problems;
using VoxPilot.Driving;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Api.Jobs;

/// <summary>Puts packs in service: those that jobs have left, and those that are installed.</summary>
internal sealed class Promotion(JobFolders folders, PackCatalog catalog, PackSwitch driving, DataRoot root)
{
    /// <summary>Installs the pack that a job has left, and puts it in service.</summary>
    /// <param name="job">The job.</param>
    /// <param name="name">What the pack is to be called; null: as the job, where that is free.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>The pack in service now, and the one before.</returns>
    /// <exception cref="ProblemException">There is no pack, or it cannot be used.</exception>
    public async Task<(PackInfo Now, PackInfo? Before)> PromoteAsync(Job job, string? name, CancellationToken cancellation)
    {
        string folder = Path.Combine(folders.Of(job.Id), JobKinds.Pack);
        if (job.State != JobState.Succeeded)
        {
            throw new ProblemException(ProblemTypes.JobConflict, $"The job {job.Id} has not succeeded ({job.State.Word()}); a pack is promoted when its job is done.");
        }
        if (!Directory.Exists(folder))
        {
            throw new ProblemException(ProblemTypes.JobConflict, job.Kind == "llm.finetune"
                ? $"The job {job.Id} has left an adapter, not a pack: POST /v1/adapters loads it, and a job of the kind {JobKinds.Fuse} makes a pack of it."
                : $"The job {job.Id} ({job.Kind}) leaves no pack.");
        }
        ModelPack left = Open(job, folder);
        string called = name ?? (IsName(job.Name) && Free(job.Name, left) ? job.Name : job.Id);
        if (!IsName(called))
        {
            throw new ProblemException(ProblemTypes.InvalidInput, "name", "A pack's name has 1 to 64 small letters, digits, dots, dashes and underscores, and begins with a letter or a digit.");
        }
        if (!Free(called, left))
        {
            throw new ProblemException(ProblemTypes.PackExists, "name", $"There is a pack '{called}' already, of other origin; take another name.");
        }
        try
        {
            TrainedPack.Install(Path.Combine(root.Models, called), left, []);
        }
        catch (IOException fault)
        {
            throw new ProblemException(ProblemTypes.JobConflict, $"The pack of the job {job.Id} cannot be installed: {fault.Message}");
        }
        return await SwitchAsync(called, cancellation);
    }

    /// <summary>Puts an installed pack in service.</summary>
    /// <returns>The pack in service now, and the one before.</returns>
    /// <exception cref="ProblemException">There is none of that name, or it cannot be used; the one before stays.</exception>
    public async Task<(PackInfo Now, PackInfo? Before)> SwitchAsync(string name, CancellationToken cancellation)
    {
        if (catalog.List().All(pack => pack.Name != name))
        {
            throw new ProblemException(ProblemTypes.InvalidInput, "model", $"There is no pack '{name}'; GET /v1/models lists them.");
        }
        PackInfo? before = driving.Progress.Ready ? driving.Pack : null;
        try
        {
            return (await driving.SwitchAsync(name, cancellation), before);
        }
        catch (PackException fault)
        {
            throw new ProblemException(ProblemTypes.InvalidInput, "model", $"The pack '{name}' cannot be served: {fault.Message} The pack before stays in service.");
        }
    }

    private static bool IsName(string text) => DatasetNames.IsOne(text) && !text.Any(char.IsAsciiLetterUpper);

    private static ModelPack Open(Job job, string folder)
    {
        try
        {
            return ModelPack.Open(folder);
        }
        catch (PackException fault)
        {
            throw new ProblemException(ProblemTypes.JobConflict, $"The pack of the job {job.Id} cannot be used: {fault.Message}");
        }
    }

    // Free is a name that no pack has, or that of what this very job was promoted to before.
    private bool Free(string name, ModelPack left) =>
        catalog.List().FirstOrDefault(pack => pack.Name == name) is not { } there
        || (there.CreatedAt == left.Info.CreatedAt && Directory.Exists(Path.Combine(root.Models, name)));
}
