using System.Security.Cryptography;
using System.Text;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Training;

/// <summary>The <see cref="QueryCache"/> of a data set, or, of several that are learnt from as one, those of each: another set beside it leaves a cache as it is.</summary>
internal sealed class QueryCaches : IDisposable
{
    private readonly IDriveDataset data;
    private readonly DatasetUnion? union;
    private readonly List<QueryCache> caches = [];

    private QueryCaches(IDriveDataset data) => (this.data, union) = (data, data as DatasetUnion);

    private IReadOnlyList<IDriveDataset> Parts => DatasetUnion.PartsOf(data);

    /// <summary>Opens them, and makes what is not there yet; see <see cref="QueryCache.Open"/>.</summary>
    public static QueryCaches Open(
        string folder, IDriveDataset data, DrivingModel model, bool mirrored, Action<int, int>? progress, CancellationToken cancellation)
    {
        QueryCaches opened = new(data);
        try
        {
            foreach (IDriveDataset part in opened.Parts)
            {
                opened.caches.Add(QueryCache.Open(folder, part, model, mirrored, progress, cancellation));
            }
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    /// <summary>Reads what was seen of a key frame; several threads may. See <see cref="QueryCache.Read"/>.</summary>
    public void Read(int index, bool mirror, Span<float> features, Span<float> points)
    {
        (int part, int there) = union?.Locate(index) ?? (0, index);
        caches[part].Read(there, mirror, features, points);
    }

    /// <summary>The car's state as the images show it; see <see cref="QueryCache.Seen"/>.</summary>
    public EgoState? Seen(int index, bool mirror)
    {
        (int part, int there) = union?.Locate(index) ?? (0, index);
        return caches[part].Seen(there, mirror);
    }

    /// <summary>Where the language model's states at the plan token are kept: beside each data set's queries, which they follow from.</summary>
    /// <param name="thinking">Tells one language model, with what is before it, from another; null: nothing is kept.</param>
    /// <param name="mirrored">Whether the mirrored world is wanted too.</param>
    /// <param name="without">Names of data sets that are left out.</param>
    public IEnumerable<PlanStateSegment> StateSegments(string? thinking, bool mirrored, IReadOnlyCollection<string> without)
    {
        foreach (bool mirror in mirrored ? (bool[])[false, true] : [false])
        {
            int first = 0;
            foreach ((IDriveDataset part, QueryCache cache) in Parts.Zip(caches))
            {
                if (!without.Contains(part.Name))
                {
                    yield return new(first, part.Count, mirror, thinking is null ? null : Path.Combine(Path.GetDirectoryName(cache.Path)!, $"states-{Key(cache, thinking, mirror)}.bin"));
                }
                first += part.Count;
            }
        }

        static string Key(QueryCache cache, string thinking, bool mirror) =>
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Path.GetFileName(cache.Path)} {thinking} {mirror}")))[..16];
    }

    /// <inheritdoc/>
    public void Dispose() => caches.ForEach(cache => cache.Dispose());
}
