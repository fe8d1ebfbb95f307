using VoxPilot.Api.Hosting;
using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Api.Jobs;

/// <summary>Places in words that hold on any machine, to show the command line that a job stands for.</summary>
/// <param name="job">The job; null: one that is yet to be queued.</param>
internal sealed class ShownPlaces(string? job) : IJobPlaces
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(" \"'{}[]&;()<>*?");

    private const string Root = "$" + DataRoot.Variable;

    private readonly string own = $"{Root}/{RunFolder.Parent}/{job ?? "JOB"}";

    /// <inheritdoc/>
    public string Dataset(string name) => $"{Root}/datasets/{name}";

    /// <inheritdoc/>
    public string NewDataset(string name) => Dataset(name);

    /// <inheritdoc/>
    public string Pack(string name) => name;

    /// <inheritdoc/>
    public string Teacher(string job) => job;

    /// <inheritdoc/>
    public string Adapter(string job) => $"{Root}/{RunFolder.Parent}/{job}/results/{FinetuneStage.AdapterFile}";

    /// <inheritdoc/>
    public string Own(string path) => path.Length == 0 ? job ?? "JOB" : $"{own}/{path}";

    /// <summary>The command line of a job.</summary>
    public string Command(JobKind kind, JobRequest request) => $"./voxpilot {string.Join(' ', JobCommandLine.Of(kind, request.Preset, request.Parameters, this).Select(Quoted))}";

    private static string Quoted(string word) => word.AsSpan().ContainsAny(Special) ? $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'" : word;
}
