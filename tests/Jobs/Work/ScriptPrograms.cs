using VoxPilot.Jobs.Store;
using VoxPilot.Jobs.Work;

namespace VoxPilot.Jobs.Tests.Work;

/// <summary>Runs a shell script that speaks a run's language, in place of a training. <c>say</c> writes a message; <c>$ATTEMPT</c> is the number of the attempt.</summary>
internal sealed class ScriptPrograms(string folder, string script) : IJobPrograms
{
    private const string Helpers = "say() { printf '%s\\n' \"$1\"; }\n";

    public List<string> Completed { get; } = [];

    public Task<JobProgram> PrepareAsync(Job job, CancellationToken cancellation) => Task.FromResult(new JobProgram(
        "/bin/bash", ["-c", Helpers + script], new Dictionary<string, string> { ["ATTEMPT"] = job.Attempt.ToString(System.Globalization.CultureInfo.InvariantCulture) }, Path.Combine(folder, job.Id)));

    public Task CompleteAsync(Job job, CancellationToken cancellation)
    {
        Completed.Add(job.Id);
        return Task.CompletedTask;
    }
}
