using System.Runtime.InteropServices;
using TorchSharp;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Core.Geometry;
using VoxPilot.Driving;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// N cameras, T frames, C channels, Q queries, R points of a query

/// <summary>
/// Runs the frozen perception over a data set, key frame by key frame in the order of time: the features of a frame serve again as the history of
/// those that follow, as they do in a drive, and the car's motion is followed from the first frame of a scene on. Of data that skips key frames, each is
/// seen with its own past, and its motion since the frame before alone.
/// </summary>
internal sealed class QueryCacheBuilder(IDriveDataset data, DrivingModel model, QueryShape shape)
{
    private readonly int past = model.Config.Perception.Encoder.Frames - 1;
    private readonly bool skips = Skips(data);
    private readonly VisualOdometry odometry = new(model.Config.Perception.Image);

    /// <summary>Appends the records that a file lacks.</summary>
    /// <param name="file">The records so far; one that is incomplete is written again.</param>
    /// <param name="mirrored">Whether the mirrored world follows.</param>
    /// <param name="progress">Hears how many records of how many are done.</param>
    /// <param name="cancellation">Stops it after the key frame at hand.</param>
    public void Append(Stream file, bool mirrored, Action<int, int>? progress, CancellationToken cancellation)
    {
        int total = mirrored ? 2 * data.Count : data.Count;
        int done = (int)Math.Min(file.Length / shape.Bytes, total);
        file.SetLength(done * shape.Bytes);
        file.Seek(0, SeekOrigin.End);
        while (done < total)
        {
            bool mirror = done >= data.Count;
            int first = mirror ? data.Count : 0;
            foreach (Half[] record in Records(mirror, done - first, cancellation))
            {
                file.Write(MemoryMarshal.AsBytes(record.AsSpan()));
                done++;
                progress?.Invoke(done, total);
            }
        }
    }

    // Whether some key frame does not follow on the one before it, whatever kind of data set leaves some out.
    private static bool Skips(IDriveDataset data)
    {
        for (int i = 0; i < data.Count; i++)
        {
            bool begins = i == 0 || data.Scene(i) != data.Scene(i - 1);
            if (data.IndexInScene(i) != (begins ? 0 : data.IndexInScene(i - 1) + 1))
            {
                return true;
            }
        }
        return false;
    }

    private IEnumerable<Half[]> Records(bool mirror, int from, CancellationToken cancellation)
    {
        int begin = skips ? from : Begin(from);
        using ClipLoader loader = new(data, Options(mirror), new(0, begin));
        Half[] record = new Half[shape.Values];
        List<Seen> history = []; // newest first
        try
        {
            while (loader.Next(cancellation) is { } batch)
            {
                using (batch)
                {
                    TrainingSample sample = batch.Samples[0];
                    if (skips)
                    {
                        Look(sample, record);
                        yield return record;
                        continue;
                    }
                    if (history.Count > 0 && history[0].Scene != sample.Now.Scene)
                    {
                        Forget(history);
                    }
                    Look(sample, history, sample.Draw.Index >= from ? record : null);
                    if (sample.Draw.Index >= from)
                    {
                        yield return record;
                    }
                }
            }
        }
        finally
        {
            Forget(history);
        }
    }

    // A scene is seen from its start, whatever of it is still to be written: what is believed of the car's motion rests on all frames before.
    private int Begin(int from)
    {
        int begin = from;
        while (begin > 0 && data.Scene(begin - 1) == data.Scene(from))
        {
            begin--;
        }
        return begin;
    }

    private void Look(TrainingSample sample, Half[] record)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        ClipTensors clip = ClipTensors.Of([sample], model.Config.Perception.Image, past + 1, model.Device);
        Write(clip.Look(model.Perception), Moved(sample), record);
    }

    // The cameras of a drive do not move on the car, so the present matrices serve for the frame before too.
    private OdometryFrame Moved(TrainingSample sample)
    {
        int frame = sample.Images.Length / (past + 1);
        OdometryFrame? before = sample.Clip.Past.Count == 0 ? null : odometry.Next(sample.Images.AsSpan(frame, frame), sample.EgoToImage, null, 0);
        return odometry.Next(sample.Images.AsSpan(0, frame), sample.EgoToImage, before, before is null ? 0 : sample.Now.Frame.Timestamp - sample.Clip.Past[0].Frame.Timestamp);
    }

    private static void Forget(List<Seen> history)
    {
        history.ForEach(seen => seen.Release());
        history.Clear();
    }

    private void Look(TrainingSample sample, List<Seen> history, Half[]? record)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        ImageConfig image = model.Config.Perception.Image;
        int cameras = sample.Now.Frame.Rig.Cameras.Count;
        Tensor images = tensor(sample.Images, [cameras, 3, image.Height, image.Width], device: model.Device);   // (N, 3, H, W)
        Seen? before = history.FirstOrDefault();
        OdometryFrame moved = odometry.Next(sample.Images, sample.EgoToImage, before?.Odometry, sample.Now.Frame.Timestamp - before?.Time ?? 0);
        Seen now = new(sample.Now, model.Perception.Images.forward(images), [.. sample.EgoToImage], moved);     // (N, C, h, w)
        if (record is not null)
        {
            Encode(images, [now, .. history.Take(past)], record);
        }
        now.Keep();
        history.Insert(0, now);
        while (history.Count > Math.Max(past, 1))
        {
            history[^1].Release();
            history.RemoveAt(history.Count - 1);
        }
    }

    private void Encode(Tensor images, List<Seen> frames, Half[] record)
    {
        while (frames.Count <= past)
        {
            frames.Add(frames[^1]); // where the scene began too recently, the oldest frame stands in
        }
        Tensor[] levels =
        [
            .. Enumerable.Range(0, frames[0].Levels.Length).Select(level => cat([.. frames.Select(f => f.Levels[level])], 0).unsqueeze(0)), // (1, T·N, C, h, w)
        ];
        float[] matrices = [.. frames.SelectMany(f => f.From(frames[0]))];
        Write(model.Perception.Look(images, levels, tensor(matrices, [1, matrices.Length / FrameGeometry.Values, 4, 4], device: model.Device)), frames[0].Odometry, record);
    }

    private static void Write(OccupancyQueries queries, OdometryFrame moved, Half[] record)
    {
        Tensor all = cat([queries.Features.flatten(), queries.Points.flatten()], 0).to_type(ScalarType.Float16).cpu().contiguous();
        MemoryMarshal.Cast<byte, Half>(all.bytes).CopyTo(record);
        SeenStateRecord.Write(moved.State(), record.AsSpan(record.Length - SeenStateRecord.Values));
    }

    private ClipLoaderOptions Options(bool mirror)
    {
        return ClipTensors.Loading(model.Config.Perception.Image, new() { Past = skips ? past : 0, Parts = KeyframeParts.Images }) with
        {
            Augmentation = new() { MirrorProbability = mirror ? 1 : 0 },
            Shuffle = false,
            Epochs = 1,
            Prefetch = 8,
        };
    }

    /// <summary>What was seen of a key frame.</summary>
    private sealed class Seen(Keyframe keyframe, Tensor[] levels, float[] matrices, OdometryFrame odometry)
    {
        public string Scene => keyframe.Scene;

        public double Time => keyframe.Frame.Timestamp;

        public Tensor[] Levels => levels;

        public OdometryFrame Odometry => odometry;

        public void Keep()
        {
            foreach (Tensor level in levels)
            {
                level.DetachFromDisposeScope();
            }
        }

        public void Release()
        {
            foreach (Tensor level in levels)
            {
                level.Dispose();
            }
        }

        /// <summary>Matrices from the ego frame of a later key frame to the pixels of this one: through the world, since the car has moved (spec/sparseoccvla.md §14, pitfall 8).</summary>
        public float[] From(Seen later)
        {
            if (ReferenceEquals(this, later))
            {
                return matrices;
            }
            Matrix4 moved = Matrix4.From(Pose.Inverse * later.Pose);
            float[] from = new float[matrices.Length];
            for (int at = 0; at < from.Length; at += FrameGeometry.Values)
            {
                for (int i = 0; i < FrameGeometry.Values; i++)
                {
                    double sum = 0;
                    for (int k = 0; k < 4; k++)
                    {
                        sum += matrices[at + i / 4 * 4 + k] * moved[k, i % 4];
                    }
                    from[at + i] = (float)sum;
                }
            }
            return from;
        }

        private Pose Pose => keyframe.Frame.Ego?.EgoToWorld
            ?? throw new DatasetException($"Sample {keyframe.Token} of {keyframe.Scene} has no ego pose; frames of a clip can only be related where each has one.", "ego_pose", keyframe.Token);
    }
}
