using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Datasets.Loading;

/// <summary>
/// Makes samples of key frames: reads, decodes, augments, prepares. One for each thread; it owns what it decodes into. The order of
/// augmentations is that of <see cref="ClipJitter"/>: images are scaled and cropped as taken, then the world with its prepared images is
/// mirrored, then turned.
/// </summary>
internal sealed class SampleBuilder
{
    private const int KnownPreparations = 8;

    private readonly IDriveDataset dataset;
    private readonly ClipLoaderOptions options;
    private readonly ImageDecoder decoder;
    private readonly ClipReader reader;
    private readonly float[] mean;
    private readonly float[] std;
    private readonly Dictionary<ImageTransform, ImagePreparation> preparations = [];
    private readonly byte[]?[] decoded = new byte[9][]; // pixels of the last image decoded at k eighths

    public SampleBuilder(IDriveDataset dataset, ClipLoaderOptions options, ImageDecoder decoder)
    {
        (this.dataset, this.options, this.decoder) = (dataset, options, decoder);
        reader = new(dataset, options.Clip);
        (mean, std) = ([.. options.Mean], [.. options.Std]);
    }

    /// <summary>Reads the clip of a draw.</summary>
    public Clip Read(EpochDraw draw) => reader.Read(draw.Draw.Index);

    /// <summary>Makes its sample.</summary>
    /// <param name="draw">The draw.</param>
    /// <param name="clip">What was read.</param>
    /// <param name="sample">Is filled.</param>
    /// <param name="cancellation">Looked at before each image.</param>
    public void Build(EpochDraw draw, Clip clip, TrainingSample sample, CancellationToken cancellation)
    {
        ClipJitter jitter = options.Augmentation.Draw(new(options.Seed, draw.Epoch, draw.Draw.Index, draw.Draw.Repeat));
        Keyframe[] taken = [clip.Now, .. clip.Past];
        int cameras = clip.Now.Frame.Rig.Cameras.Count;
        bool withImages = options.Clip.Parts.HasFlag(KeyframeParts.Images);
        int imageValues = withImages ? 3 * options.Width * options.Height : 0;
        sample.Shape(taken.Length * cameras, imageValues);

        Keyframe[] augmented = new Keyframe[taken.Length];
        for (int t = 0; t < taken.Length; t++)
        {
            bool standsIn = t > 0 && ReferenceEquals(taken[t], taken[t - 1]);
            Check(taken[t], cameras, withImages);
            augmented[t] = standsIn ? augmented[t - 1] : Augment(taken[t], jitter);
            Span<float> images = sample.Images.AsSpan(t * cameras * imageValues, cameras * imageValues);
            if (standsIn)
            {
                sample.Images.AsSpan((t - 1) * cameras * imageValues, cameras * imageValues).CopyTo(images);
            }
            else if (withImages)
            {
                PrepareImages(taken[t], jitter, images, cancellation);
            }
            Matrices(augmented[t], augmented[0], sample.EgoToImage.AsSpan(16 * t * cameras, 16 * cameras));
        }
        sample.Draw = draw.Draw;
        sample.Jitter = jitter;
        sample.Clip = new(augmented[0], augmented[1..]) { Ahead = [.. clip.Ahead.Select(later => later is null ? null : Augment(later, jitter))] };
        CopyOccupancy(clip, jitter, sample);
        MeasureDepth(clip.Now, augmented[0], jitter, sample);
        TakeDense(clip.Now, jitter, sample);
    }

    private ImageTransform Transform(Camera camera, ClipJitter jitter) =>
        jitter.Image.Transform(camera.Width, camera.Height, options.Width, options.Height);

    // All but what has a value per pixel, point or voxel; that is written into the sample's arrays straight away.
    private Keyframe Augment(Keyframe keyframe, ClipJitter jitter)
    {
        Rig rig = new([.. keyframe.Frame.Rig.Cameras.Select(camera => Transform(camera, jitter).Adjust(camera))]);
        Keyframe light = keyframe with { Frame = keyframe.Frame with { Rig = rig, Images = [] }, Lidar = null, Occupancy = null, Dense = null };
        return jitter.BirdsEye.Apply(jitter.Mirror ? MirrorAugmentation.Apply(light) : light);
    }

    private void PrepareImages(Keyframe keyframe, ClipJitter jitter, Span<float> images, CancellationToken cancellation)
    {
        Rig rig = keyframe.Frame.Rig;
        int[]? partners = jitter.Mirror ? WorldMirror.Partners(rig) : null;
        int length = images.Length / rig.Cameras.Count;
        for (int i = 0; i < rig.Cameras.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int source = partners?[i] ?? i;
            Camera camera = rig.Cameras[source];
            ImageTransform transform = Transform(camera, jitter);
            EncodedImage file = keyframe.Frame.Images[source];
            int width = transform.DecodeWidth(camera.Width);
            int eighths = file.Format == ImageFormat.Jpeg ? ImageDecoder.ScaleEighths(file.Width, width) : 8;
            RgbImage image = Decode(file, width, decoded[eighths], keyframe, camera);
            decoded[eighths] = image.Pixels;
            Span<float> prepared = images.Slice(i * length, length);
            // The mirrored world flips the prepared picture; one that was flipped already comes out straight.
            Preparation(transform with { Mirrored = transform.Mirrored ^ jitter.Mirror }).Prepare(image, prepared);
            jitter.Colors[i].Apply(prepared, mean, std);
        }
    }

    // The fault is named here: a damaged image of the past belongs to another sample than the one that is made.
    private RgbImage Decode(EncodedImage file, int width, byte[]? buffer, Keyframe keyframe, Camera camera)
    {
        try
        {
            return decoder.Decode(file, width, camera.Name, buffer);
        }
        catch (InvalidInputException e)
        {
            throw new DatasetException($"{dataset.Name}: the image of {camera.Name} of sample {keyframe.Token} is damaged: {e.Message}", camera.Name, keyframe.Token, e);
        }
    }

    private ImagePreparation Preparation(ImageTransform transform)
    {
        if (!preparations.TryGetValue(transform, out ImagePreparation? preparation))
        {
            if (preparations.Count >= KnownPreparations)
            {
                preparations.Clear();
            }
            preparations[transform] = preparation = new(transform, mean, std);
        }
        return preparation;
    }

    // K' · (camera ← ego then) · (ego then ← world) · (world ← ego now), spec/sparseoccvla.md §14, pitfall 8.
    private void Matrices(Keyframe then, Keyframe now, Span<float> values)
    {
        Matrix4? moved = null;
        if (!ReferenceEquals(then, now))
        {
            if (then.Frame.Ego?.EgoToWorld is not Pose before || now.Frame.Ego?.EgoToWorld is not Pose present)
            {
                throw Fault(then, "ego_pose", "has no ego pose; frames of a clip can only be related where each has one");
            }
            moved = Matrix4.From(before.Inverse * present);
        }
        for (int i = 0; i < then.Frame.Rig.Cameras.Count; i++)
        {
            Matrix4 matrix = then.Frame.Rig.Cameras[i].EgoToImage;
            matrix = moved is null ? matrix : matrix * moved;
            for (int k = 0; k < 16; k++)
            {
                values[16 * i + k] = (float)matrix.Elements[k];
            }
        }
    }

    private static void CopyOccupancy(Clip clip, ClipJitter jitter, TrainingSample sample)
    {
        if (clip.Now.Occupancy is not Occ3DLabels labels || jitter.BirdsEye != BirdsEyeJitter.None)
        {
            return;
        }
        GridSpec spec = labels.Grid.Spec;
        Copy(labels.Grid.Labels, sample.LabelsOf(spec.Count));
        if (labels.MaskLidar is byte[] lidar)
        {
            Copy(lidar, sample.MaskLidarOf(spec.Count));
        }
        if (labels.MaskCamera is byte[] camera)
        {
            Copy(camera, sample.MaskCameraOf(spec.Count));
        }
        if (clip.Ahead.Count > 0)
        {
            Span<byte> ahead = sample.LabelsAheadOf(clip.Ahead.Count * spec.Count);
            Span<byte> masks = sample.MasksCameraAheadOf(clip.Ahead.Count * spec.Count);
            ahead.Fill(TrainingSample.Unknown);
            masks.Fill(1);
            for (int i = 0; i < clip.Ahead.Count; i++)
            {
                if (clip.Ahead[i]?.Occupancy is Occ3DLabels later)
                {
                    Copy(later.Grid.Labels, ahead.Slice(i * spec.Count, spec.Count));
                    if (later.MaskCamera is byte[] seen)
                    {
                        Copy(seen, masks.Slice(i * spec.Count, spec.Count));
                    }
                }
            }
        }

        void Copy(ReadOnlySpan<byte> from, Span<byte> to)
        {
            if (jitter.Mirror)
            {
                MirrorAugmentation.Voxels(from, spec, to);
            }
            else
            {
                from.CopyTo(to);
            }
        }
    }

    private void MeasureDepth(Keyframe taken, Keyframe augmented, ClipJitter jitter, TrainingSample sample)
    {
        if (options.DepthWidth == 0 || taken.Lidar is null)
        {
            return;
        }
        // The augmented pose times the sweep's own mirror and scale: the points themselves need not be copied.
        double x = jitter.Mirror ? -jitter.BirdsEye.Scale : jitter.BirdsEye.Scale, s = jitter.BirdsEye.Scale;
        Matrix4 lidarToEgo = Matrix4.From(augmented.LidarToEgo) * Matrix4.From(new Matrix3(x, 0, 0, 0, s, 0, 0, 0, s));
        Rig rig = augmented.Frame.Rig;
        Span<float> depth = sample.LidarDepthOf(rig.Cameras.Count * options.DepthWidth * options.DepthHeight);
        LidarDepthTarget.Fill(taken.Lidar, lidarToEgo, rig, options.DepthWidth, options.DepthHeight, depth);
    }

    private void TakeDense(Keyframe keyframe, ClipJitter jitter, TrainingSample sample)
    {
        if (options.DenseWidth == 0 || keyframe.Dense is not DenseViews views)
        {
            return;
        }
        Rig rig = keyframe.Frame.Rig;
        if (views.Cameras != rig.Cameras.Count)
        {
            throw Fault(keyframe, "dense", $"has depth and class of {views.Cameras} cameras; its rig has {rig.Cameras.Count}");
        }
        int cells = options.DenseWidth * options.DenseHeight;
        Span<float> depth = sample.DenseDepthOf(rig.Cameras.Count * cells);
        Span<byte> classes = sample.DenseClassesOf(rig.Cameras.Count * cells);
        int[]? partners = jitter.Mirror ? WorldMirror.Partners(rig) : null;
        for (int i = 0; i < rig.Cameras.Count; i++)
        {
            int source = partners?[i] ?? i;
            ImageTransform transform = Transform(rig.Cameras[source], jitter);
            DenseTarget.Fill(
                views, source, rig.Cameras[source], transform with { Mirrored = transform.Mirrored ^ jitter.Mirror }, jitter.BirdsEye.Scale,
                options.DenseWidth, depth.Slice(i * cells, cells), classes.Slice(i * cells, cells));
        }
    }

    private void Check(Keyframe keyframe, int cameras, bool withImages)
    {
        int here = keyframe.Frame.Rig.Cameras.Count;
        if (here != cameras)
        {
            throw Fault(keyframe, "calibrated_sensor", $"has {here} cameras and its clip's present frame {cameras}; all frames of a clip need the same rig");
        }
        if (keyframe.Mirrored)
        {
            throw Fault(keyframe, "sample", "is mirrored already; the loader takes key frames as they were recorded and mirrors them itself");
        }
        if (withImages && keyframe.Frame.Images.Count != here)
        {
            throw Fault(keyframe, "samples", $"has {keyframe.Frame.Images.Count} images for {here} cameras; each camera needs one");
        }
    }

    private DatasetException Fault(Keyframe keyframe, string file, string what) =>
        new($"{dataset.Name}: sample {keyframe.Token} of {keyframe.Scene} {what}.", file, keyframe.Token);
}
