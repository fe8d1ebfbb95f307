using VoxPilot.Api.Contracts;
using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Api.Jobs;

/// <summary>Jobs as the API writes them.</summary>
internal static class JobMapping
{
    /// <summary>A job; what only its own page shows is left out where it is not given.</summary>
    public static JobBody ToBody(Job job, JobKinds kinds, IReadOnlyList<MetricRow>? latest = null, IReadOnlyList<Artifact>? artifacts = null, IReadOnlyList<Run>? runs = null)
    {
        JobRequest request = JobRequest.Of(job.Request);
        return new()
        {
            Id = job.Id,
            Kind = job.Kind,
            Name = job.Name,
            State = job.State.Word(),
            CreatedAt = job.CreatedAt,
            StartedAt = job.StartedAt,
            EndedAt = job.EndedAt,
            Attempt = job.Attempt,
            Node = job.Node,
            Device = job.Device,
            CancelRequested = job.CancelRequested,
            Progress = job.Progress is { } p ? new() { Step = p.Step, Steps = p.Steps, Epoch = p.Epoch, SamplesPerSecond = p.SamplesPerSecond, EtaSeconds = p.EtaSeconds } : null,
            Losses = latest is { Count: > 0 } ? latest.ToDictionary(row => row.Name, row => row.Value) : null,
            Error = job.Error,
            After = job.After,
            Preset = request.Preset,
            Parameters = request.Parameters,
            Command = kinds.Find(job.Kind) is { } kind ? new ShownPlaces(job.Id).Command(kind, request) : "",
            Runs = runs?.Select(ToBody).ToArray(),
            Artifacts = artifacts?.Select(ToBody).ToArray(),
            Promotable = artifacts is null ? null : job.State == JobState.Succeeded && artifacts.Any(a => a.Name == $"{JobKinds.Pack}/pack.json"),
        };
    }

    /// <summary>A file.</summary>
    public static ArtifactBody ToBody(Artifact artifact) => new() { Name = artifact.Name, Bytes = artifact.Bytes, CreatedAt = artifact.CreatedAt };

    /// <summary>An attempt.</summary>
    public static JobRunBody ToBody(Run run) => new()
    {
        Attempt = run.Attempt, Node = run.Node, StartedAt = run.StartedAt, EndedAt = run.EndedAt, Outcome = run.Outcome?.Word(), Reason = run.Reason,
    };

    /// <summary>A kind.</summary>
    public static JobKindBody ToBody(JobKind kind) => new()
    {
        Kind = kind.Name,
        About = kind.About,
        Presets = [.. kind.Presets.Select(preset => new JobPresetBody { Name = preset.Name, About = preset.About, Parameters = preset.Parameters })],
        Schema = kind.Schema(),
    };
}
