using Microsoft.Extensions.Options;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Samples;

/// <summary>The sample frames: frames of the synthetic world, and the real one where its folder is configured. Read once, when first asked for.</summary>
internal sealed class SampleCatalog(IOptions<SampleOptions> options, IHostEnvironment environment, ILogger<SampleCatalog> logger)
{
    private readonly Lazy<IReadOnlyList<Sample>> samples = new(() => Read(options.Value, environment.ContentRootPath, logger));

    /// <summary>All of them.</summary>
    public IReadOnlyList<Sample> All => samples.Value;

    /// <summary>One of them.</summary>
    /// <exception cref="ProblemException">There is none of that name.</exception>
    public Sample Find(string name) => All.FirstOrDefault(sample => sample.Body.Name == name)
        ?? throw new ProblemException(ProblemTypes.SampleNotFound, "There is no sample of that name; GET /v1/samples lists them.");

    /// <summary>An image of a sample.</summary>
    /// <exception cref="ProblemException">There is no such sample or camera.</exception>
    public ReadOnlyMemory<byte> Image(string name, string camera) => Find(name).Images.TryGetValue(camera, out ReadOnlyMemory<byte> image)
        ? image
        : throw new ProblemException(ProblemTypes.SampleNotFound, "The sample has no camera of that name; GET /v1/samples lists them.");

    private static List<Sample> Read(SampleOptions options, string home, ILogger logger)
    {
        List<Sample> found = [];
        string folders = options.Folder ?? Path.Combine(home, "examples", "frames");
        if (Directory.Exists(folders))
        {
            foreach (string folder in Directory.GetDirectories(folders).Append(folders).Where(FolderSample.Is).Order(StringComparer.Ordinal))
            {
                Try(() => FolderSample.Read(folder), folder);
            }
        }
        string? real = options.Real ?? Environment.GetEnvironmentVariable("VOXPILOT_REAL");
        if (!string.IsNullOrEmpty(real) && RealSample.InfoFile(real) is { } info)
        {
            Try(() => RealSample.Read(info), info);
        }
        return found;

        void Try(Func<Sample> read, string path)
        {
            try
            {
                found.Add(read());
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException or ProblemException or Core.InvalidInputException)
            {
                logger.SampleSkipped(path, fault.Message);
            }
        }
    }
}
