using System.Text.Json.Nodes;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Api.Problems;
using VoxPilot.Driving;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Api.Jobs;

/// <summary>Looks for everything that is wrong with jobs that are asked for.</summary>
internal sealed class JobCheck(JobKinds kinds, JobStore store, DatasetStore datasets, PackCatalog catalog)
{
    private const string From = "from", Data = "data", Device = "device";
    private const int LongestName = 100, LongestChain = 50;

    /// <summary>Looks at all of it.</summary>
    /// <param name="asked">A job or a chain.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <returns>The jobs, in their order.</returns>
    /// <exception cref="ProblemException">Something is wrong; everything that is stands in it.</exception>
    public async Task<IReadOnlyList<CheckedJob>> RunAsync(CreateJobRequest asked, CancellationToken cancellation)
    {
        IReadOnlyList<CreateJobRequest> entries = Entries(asked);
        InputErrors errors = new();
        JobReferences known = new(
            [.. (await datasets.ListAsync(cancellation)).Select(dataset => dataset.Name)], [.. catalog.List().Select(pack => pack.Name)],
            await store.ListAsync(new() { Kind = JobKinds.World, States = [JobState.Queued, JobState.Running], Limit = JobFilter.MostPerPage }, cancellation));
        List<CheckedJob> jobs = [];
        for (int i = 0; i < entries.Count; i++)
        {
            string place = asked.Chain is null ? "" : $"chain[{i}].";
            jobs.Add(await CheckAsync(entries[i], place, jobs, known, errors, cancellation));
        }
        errors.ThrowIfAny();
        return jobs;
    }

    /// <summary>The jobs of a request: one, or those of its chain.</summary>
    /// <exception cref="ProblemException">It is neither.</exception>
    public static IReadOnlyList<CreateJobRequest> Entries(CreateJobRequest asked)
    {
        if (asked.Chain is not { } chain)
        {
            return [asked];
        }
        if (asked.Kind is not null || chain.Count is 0 or > LongestChain || chain.Any(entry => entry is null || entry.Chain is not null))
        {
            throw new ProblemException(ProblemTypes.InvalidInput, "chain", $"A chain is a list of 1 to {LongestChain} jobs, given in place of a kind; it holds no chains itself.");
        }
        return chain;
    }

    private async Task<CheckedJob> CheckAsync(
        CreateJobRequest entry, string place, List<CheckedJob> before, JobReferences known, InputErrors errors, CancellationToken cancellation)
    {
        void Wrong(string field, string message) => errors.Add(ProblemTypes.InvalidInput, place + field, message);

        string name = entry.Name ?? entry.Kind ?? "";
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            Wrong("name", $"A name has 1 to {LongestName} characters.");
        }
        if (before.Any(job => job.Name == name))
        {
            Wrong("name", $"'{name}' is the name of two jobs of the chain; name each differently.");
        }
        if (entry.Kind is null || kinds.Find(entry.Kind) is not { } kind)
        {
            Wrong("kind", $"kind should be one of {string.Join(", ", kinds.All.Select(k => k.Name))}.");
            return new(name, null, new("", []), [], "");
        }
        string preset = entry.Preset ?? kind.Presets[0].Name;
        if (kind.Presets.All(p => p.Name != preset))
        {
            Wrong("preset", $"preset should be one of {string.Join(", ", kind.Presets.Select(p => p.Name))}.");
            preset = kind.Presets[0].Name;
        }
        JsonObject parameters = entry.Parameters?.DeepClone().AsObject() ?? [];
        Short(kind, Data, entry.Dataset, "dataset", parameters, Wrong);
        Short(kind, From, entry.ResumeFrom, "resume_from", parameters, Wrong);
        List<string> after = [.. entry.After ?? (before.Count > 0 ? [$"{CheckedJob.Reference}{before[^1].Name}"] : [])];
        foreach (string follows in after)
        {
            await RequireJobAsync(follows, "after", before, Wrong, cancellation);
        }
        foreach (string unknown in parameters.Select(p => p.Key).Where(p => kind.Parameters.All(k => k.Name != p)))
        {
            Wrong($"parameters.{unknown}", $"Jobs of the kind {kind.Name} have no parameter '{unknown}'; they have {string.Join(", ", kind.Parameters.Select(p => p.Name))}.");
        }
        JsonObject all = JobCommandLine.WithPreset(kind, preset, parameters);
        foreach (JobParameter parameter in kind.Parameters)
        {
            string field = $"parameters.{parameter.Name}";
            if (!all.ContainsKey(parameter.Name))
            {
                if (parameter.Required && parameter.Default is null)
                {
                    Wrong(field, $"'{parameter.Name}' is missing: {parameter.About}");
                }
                else if (parameter.Required)
                {
                    parameters[parameter.Name] = parameter.Default!.DeepClone();
                }
                continue;
            }
            if (ParameterCheck.Fault(parameter, all[parameter.Name]) is { } fault)
            {
                Wrong(field, fault);
                all.Remove(parameter.Name);
                continue;
            }
            foreach (string named in Names(parameter, all[parameter.Name]!))
            {
                if (await FaultAsync(parameter, named, before, after, known, cancellation) is { } missing)
                {
                    Wrong(field, missing);
                }
            }
        }
        foreach ((string field, string fault) in kind.Check(all, preset))
        {
            Wrong($"parameters.{field}", fault);
        }
        string device = all[Device] is JsonValue given && given.TryGetValue(out string? text) ? text : kinds.DefaultDevice;
        return new(name, kind, new(preset, parameters), [.. after.Distinct()], device);
    }

    private static void Short(JobKind kind, string parameter, string? value, string field, JsonObject parameters, Action<string, string> wrong)
    {
        if (value is null)
        {
            return;
        }
        if (kind.Parameters.FirstOrDefault(p => p.Name == parameter) is not { } known)
        {
            wrong(field, $"{field} stands for the parameter '{parameter}', which jobs of the kind {kind.Name} do not have.");
        }
        else if (parameters.ContainsKey(parameter))
        {
            wrong(field, $"{field} stands for the parameter '{parameter}', which is given too; give one of them.");
        }
        else
        {
            parameters[parameter] = known.Many ? new JsonArray(value) : value;
        }
    }

    private static IEnumerable<string> Names(JobParameter parameter, JsonNode value) =>
        parameter.Type is JobParameterType.Dataset or JobParameterType.NewDataset or JobParameterType.Pack or JobParameterType.Teacher or JobParameterType.Adapter
            ? parameter.Many ? value.AsArray().Select(item => item!.GetValue<string>()) : [value.GetValue<string>()]
            : [];

    // What is wrong with something that is named; where it is yet to be made, the job comes behind the one that makes it.
    private async Task<string?> FaultAsync(
        JobParameter parameter, string named, IReadOnlyList<CheckedJob> before, List<string> after, JobReferences known, CancellationToken cancellation)
    {
        if (parameter.Type == JobParameterType.NewDataset)
        {
            return known.Datasets.Contains(named) || known.Maker(named) is not null || before.Any(job => job.Makes == named) ? $"There is, or will be, a data set '{named}' already; take another name."
                : null;
        }
        if (parameter.Type == JobParameterType.Dataset)
        {
            if (before.FirstOrDefault(job => job.Makes == named) is { } earlier)
            {
                after.Add($"{CheckedJob.Reference}{earlier.Name}");
                return null;
            }
            if (known.Datasets.Contains(named))
            {
                return null;
            }
            if (known.Maker(named) is { } maker)
            {
                after.Add(maker.Id);
                return null;
            }
            return $"There is no data set '{named}'; {(known.Datasets.Count == 0 ? "POST /v1/datasets registers or makes one" : $"there are {string.Join(", ", known.Datasets)}")}.";
        }
        if (parameter.Type == JobParameterType.Pack && !JobIds.IsOne(named) && named[0] != CheckedJob.Reference)
        {
            return known.Packs.Contains(named) ? null : $"There is no pack '{named}'; there are {string.Join(", ", known.Packs)}.";
        }
        string? fault = null;
        await RequireJobAsync(named, parameter.Name, before, (_, message) => fault = message, cancellation);
        if (fault is null)
        {
            after.Add(named);
        }
        return fault;
    }

    private async Task RequireJobAsync(string named, string field, IReadOnlyList<CheckedJob> before, Action<string, string> wrong, CancellationToken cancellation)
    {
        if (named.StartsWith(CheckedJob.Reference))
        {
            if (before.All(job => job.Name != named[1..]))
            {
                wrong(field, $"'{named}' refers to an earlier job of the chain, and there is none of that name.");
            }
        }
        else if (await store.FindAsync(named, cancellation) is not { } job)
        {
            wrong(field, $"There is no job '{named}'; within a chain, write @ and the name of an earlier job.");
        }
        else if (job.State is JobState.Failed or JobState.Cancelled)
        {
            wrong(field, $"The job {named} has not succeeded ({job.State.Word()}); resume it first.");
        }
    }
}
