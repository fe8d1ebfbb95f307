using TorchSharp;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Llm;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>The language model's state at the plan token, h_r, of every key frame of a data set and of its mirror image: it follows from the scene alone.</summary>
internal sealed class PlanStateCache
{
    private const int AtOnce = 16;

    private readonly float[] states;
    private readonly int width, count;

    private PlanStateCache(float[] states, int width, int count) => (this.states, this.width, this.count) = (states, width, count);

    /// <summary>Runs the language model over a data set.</summary>
    /// <param name="data">The key frames.</param>
    /// <param name="scenes">What is seen of them.</param>
    /// <param name="reader">Runs the language model.</param>
    /// <param name="width">D.</param>
    /// <param name="mirrored">Whether the mirrored world is wanted too.</param>
    /// <param name="progress">Hears how many of how many are done.</param>
    /// <param name="cancellation">Gives it up.</param>
    public static PlanStateCache Create(
        IDriveDataset data, CachedScenes scenes, SceneReader reader, int width, bool mirrored, Action<int, int>? progress, CancellationToken cancellation)
    {
        int total = mirrored ? 2 * data.Count : data.Count;
        float[] states = new float[(long)total * width];
        using IDisposable noGradients = no_grad();
        for (int from = 0; from < total; from += AtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            (int Index, bool Mirror)[] places = [.. Enumerable.Range(from, Math.Min(AtOnce, total - from)).Select(i => (i % data.Count, i >= data.Count))];
            SceneStates found = reader.Plan(scenes.Look(places), new Core.EgoState?[places.Length], [.. places.Select(Location)]);
            found.Plan!.to_type(ScalarType.Float32).cpu().contiguous().Span<float>().CopyTo(states.AsSpan(from * width));
            progress?.Invoke(from + places.Length, total);
        }
        return new(states, width, data.Count);

        string? Location((int Index, bool Mirror) place)
        {
            Keyframe keyframe = data.Read(place.Index, KeyframeParts.None);
            return (place.Mirror ? MirrorAugmentation.Apply(keyframe) : keyframe).Frame.Location;
        }
    }

    /// <summary>h_r (B, D) of examples.</summary>
    public Tensor Read(IReadOnlyList<PlannerExample> examples, Device device)
    {
        float[] rows = new float[examples.Count * width];
        for (int b = 0; b < examples.Count; b++)
        {
            int place = examples[b].Mirror ? count + examples[b].Index : examples[b].Index;
            states.AsSpan(place * width, width).CopyTo(rows.AsSpan(b * width));
        }
        return tensor(rows, [examples.Count, width], device: device);
    }
}
