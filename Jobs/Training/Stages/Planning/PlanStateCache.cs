using System.Runtime.InteropServices;
using TorchSharp;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Llm;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// The language model's state at the plan token, h_r, of every key frame of a data set and of its mirror image: it follows from the scene alone. Where there is a folder for
/// them, they are kept there, a file for each <see cref="PlanStateSegment"/>, written by appending: what was interrupted goes on where it stopped.
/// </summary>
internal sealed class PlanStateCache
{
    private const int AtOnce = 16;

    private readonly float[] states;
    private readonly int width, count;

    private PlanStateCache(float[] states, int width, int count) => (this.states, this.width, this.count) = (states, width, count);

    /// <summary>Reads what is kept, and runs the language model over the rest.</summary>
    /// <param name="data">The key frames.</param>
    /// <param name="segments">Their pieces that are heard; of the others nothing is known (zeros).</param>
    /// <param name="scenes">What is seen of them.</param>
    /// <param name="reader">Runs the language model.</param>
    /// <param name="width">D.</param>
    /// <param name="mirrored">Whether the mirrored world is asked for too.</param>
    /// <param name="progress">Hears how many of how many are done.</param>
    /// <param name="cancellation">Gives it up; what is done and kept stays.</param>
    public static PlanStateCache Create(
        IDriveDataset data, IReadOnlyList<PlanStateSegment> segments, CachedScenes scenes, SceneReader reader, int width, bool mirrored, Action<int, int>? progress, CancellationToken cancellation)
    {
        int rows = mirrored ? 2 * data.Count : data.Count, done = 0, total = segments.Sum(segment => segment.Count);
        float[] states = new float[(long)rows * width];
        using IDisposable noGradients = no_grad();
        foreach (PlanStateSegment segment in segments)
        {
            Span<float> own = states.AsSpan(((segment.Mirror ? data.Count : 0) + segment.First) * width, segment.Count * width);
            int known = segment.Read(own, width);
            using FileStream? file = known < segment.Count ? segment.Append(known, width) : null;
            for (int from = known; from < segment.Count; from += AtOnce)
            {
                cancellation.ThrowIfCancellationRequested();
                Span<float> piece = own[(from * width)..(Math.Min(from + AtOnce, segment.Count) * width)];
                Think(piece, segment.First + from, segment.Mirror);
                file?.Write(MemoryMarshal.AsBytes(piece));
                progress?.Invoke(done + from + piece.Length / width, total);
            }
            file?.Dispose();
            segment.Keep();
            done += segment.Count;
        }
        return new(states, width, data.Count);

        void Think(Span<float> piece, int first, bool mirror)
        {
            using DisposeScope scope = NewDisposeScope();
            (int Index, bool Mirror)[] places = [.. Enumerable.Range(first, piece.Length / width).Select(i => (i, mirror))];
            SceneStates found = reader.Plan(scenes.Look(places), new Core.EgoState?[places.Length], [.. places.Select(Location)]);
            found.Plan!.to_type(ScalarType.Float32).cpu().contiguous().Span<float>().CopyTo(piece);
        }

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
