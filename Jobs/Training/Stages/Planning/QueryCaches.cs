using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Training;

/// <summary>The <see cref="QueryCache"/> of a data set, or, of several that are learnt from as one, those of each: another set beside it leaves a cache as it is.</summary>
internal sealed class QueryCaches : IDisposable
{
    private readonly DatasetUnion? union;
    private readonly List<QueryCache> caches = [];

    private QueryCaches(DatasetUnion? union) => this.union = union;

    /// <summary>Opens them, and makes what is not there yet; see <see cref="QueryCache.Open"/>.</summary>
    public static QueryCaches Open(
        string folder, IDriveDataset data, DrivingModel model, bool mirrored, Action<int, int>? progress, CancellationToken cancellation)
    {
        QueryCaches opened = new(data as DatasetUnion);
        try
        {
            foreach (IDriveDataset part in opened.union?.Parts ?? [data])
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

    /// <inheritdoc/>
    public void Dispose() => caches.ForEach(cache => cache.Dispose());
}
