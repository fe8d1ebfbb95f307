using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>What is seen of key frames, out of a cache, as tensors of a batch.</summary>
/// <param name="queries">The cache.</param>
/// <param name="shape">Its records.</param>
/// <param name="device">Where the tensors go.</param>
internal sealed class CachedScenes(QueryCaches queries, QueryShape shape, Device device)
{
    /// <summary>What is seen of some key frames, without logits.</summary>
    /// <param name="examples">Which.</param>
    /// <param name="centresAlone">True: instead of a query's points their mean, which is all that the planner looks at.</param>
    public OccupancyQueries Look(ReadOnlySpan<PlannerExample> examples, bool centresAlone) => Look([.. Places(examples)], centresAlone);

    /// <summary>What is seen of some key frames, of the world or of its mirror image.</summary>
    public OccupancyQueries Look((int Index, bool Mirror)[] places, bool centresAlone = false)
    {
        QueryShape kept = centresAlone ? shape with { Points = 1 } : shape;
        float[] features = new float[places.Length * kept.FeatureValues], points = new float[places.Length * kept.PointValues];
        Parallel.For(0, places.Length, () => new float[shape.PointValues], (i, _, all) =>
        {
            Span<float> own = points.AsSpan(i * kept.PointValues, kept.PointValues);
            queries.Read(places[i].Index, places[i].Mirror, features.AsSpan(i * kept.FeatureValues, kept.FeatureValues), centresAlone ? all : own);
            if (centresAlone)
            {
                shape.Centres(all, own);
            }
            return all;
        }, _ => { });
        return kept.Queries(features, points, device);
    }

    private static List<(int, bool)> Places(ReadOnlySpan<PlannerExample> examples)
    {
        List<(int, bool)> places = new(examples.Length);
        foreach (PlannerExample example in examples)
        {
            places.Add((example.Index, example.Mirror));
        }
        return places;
    }
}
