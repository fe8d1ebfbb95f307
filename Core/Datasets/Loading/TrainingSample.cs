using VoxPilot.Core.Datasets.Augmentation;

namespace VoxPilot.Core.Datasets.Loading;

/// <summary>
/// One sample as a network takes it, in plain arrays that are used again once the batch is disposed. T frames of N cameras; the present
/// frame comes first, then older ones. All of it, the <see cref="Clip"/> included, is augmented alike.
/// </summary>
public sealed class TrainingSample
{
    /// <summary>Stands in <see cref="LabelsAhead"/> and <see cref="DenseClasses"/> where nothing is known.</summary>
    public const byte Unknown = 255;

    private byte[] labels = [], maskLidar = [], maskCamera = [], labelsAhead = [], masksCameraAhead = [], denseClasses = [];
    private float[] lidarDepth = [], denseDepth = [];

    internal TrainingSample()
    {
    }

    /// <summary>
    /// Boxes, future, ego state, command, CAN bus, questions and the rigs of the prepared images. Encoded
    /// images, LiDAR, occupancy, depth and class of the pixels are not in it any more; they are below.
    /// </summary>
    public Clip Clip { get; internal set; } = null!;

    /// <summary>The present key frame of <see cref="Clip"/>.</summary>
    public Keyframe Now => Clip.Now;

    /// <summary>Which key frame of the data set, and its how manieth occurrence in the epoch.</summary>
    public SampleDraw Draw { get; internal set; }

    /// <summary>What was drawn for it.</summary>
    public ClipJitter Jitter { get; internal set; } = null!;

    /// <summary>Prepared images (T·N, 3, H, W); empty where no images are read.</summary>
    public float[] Images { get; private set; } = [];

    /// <summary>Present ego frame to pixels of <see cref="Images"/>, (T·N, 4, 4) row-major.</summary>
    public float[] EgoToImage { get; private set; } = [];

    /// <summary>Labels 0…17 of the present frame, in the order of <see cref="GridSpec.Index"/>; null where there are none.</summary>
    public byte[]? Labels { get; private set; }

    /// <summary>1 where the LiDAR observed the voxel; null where unknown.</summary>
    public byte[]? MaskLidar { get; private set; }

    /// <summary>1 where a camera observed the voxel; null where unknown.</summary>
    public byte[]? MaskCamera { get; private set; }

    /// <summary>
    /// Labels (F, voxels) of the key frames in <see cref="Clip.Ahead"/>, each in its own ego frame; <see cref="Unknown"/> where the scene
    /// ends before or there are no labels. Null where none were asked for, or the sample has no <see cref="Labels"/>.
    /// </summary>
    public byte[]? LabelsAhead { get; private set; }

    /// <summary>
    /// 1 where a camera observes a voxel of <see cref="LabelsAhead"/> then, (F, voxels); 1 everywhere for a key frame without a mask. Null where there are no such labels.
    /// </summary>
    public byte[]? MasksCameraAhead { get; private set; }

    /// <summary>Depth (N, h, w) in metres of the present frame, 0 where nothing was measured (<see cref="LidarDepthTarget"/>); null where there is none.</summary>
    public float[]? LidarDepth { get; private set; }

    /// <summary>
    /// Depth (N, h, w) in metres along the optical axis at the prepared images' pixels, present frame; 0 for the sky, where it is unknown and
    /// outside the camera's image. Null where there is none.
    /// </summary>
    public float[]? DenseDepth { get; private set; }

    /// <summary>
    /// Labels (N, h, w) of the prepared images' pixels, present frame: 0…16, 17 for the sky, <see cref="Unknown"/> outside the camera's image.
    /// Null where there are none.
    /// </summary>
    public byte[]? DenseClasses { get; private set; }

    /// <summary>Gives the arrays of images their size; those of before are kept where it is the same.</summary>
    internal void Shape(int views, int imageValues)
    {
        Images = Images.Length == views * imageValues ? Images : new float[views * imageValues];
        EgoToImage = EgoToImage.Length == 16 * views ? EgoToImage : new float[16 * views];
        (Labels, MaskLidar, MaskCamera, LabelsAhead, MasksCameraAhead) = (null, null, null, null, null);
        (LidarDepth, DenseDepth, DenseClasses) = (null, null, null);
    }

    internal Span<byte> LabelsOf(int count) => Labels = Sized(ref labels, count);

    internal Span<byte> MaskLidarOf(int count) => MaskLidar = Sized(ref maskLidar, count);

    internal Span<byte> MaskCameraOf(int count) => MaskCamera = Sized(ref maskCamera, count);

    internal Span<byte> LabelsAheadOf(int count) => LabelsAhead = Sized(ref labelsAhead, count);

    internal Span<byte> MasksCameraAheadOf(int count) => MasksCameraAhead = Sized(ref masksCameraAhead, count);

    internal Span<float> LidarDepthOf(int count) => LidarDepth = Sized(ref lidarDepth, count);

    internal Span<float> DenseDepthOf(int count) => DenseDepth = Sized(ref denseDepth, count);

    internal Span<byte> DenseClassesOf(int count) => DenseClasses = Sized(ref denseClasses, count);

    private static T[] Sized<T>(ref T[] buffer, int count) => buffer = buffer.Length == count ? buffer : new T[count];
}
