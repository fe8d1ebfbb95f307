using VoxPilot.Core.Datasets.NuScenes;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Datasets;

/// <summary>
/// A folder in nuScenes' format, recorded or made up: v1.0 tables, samples/, Occ3D's gts/, can_bus/, OmniDrive's questions. The tables are read
/// once into an index that is kept outside the folder; after that it opens at once.
/// </summary>
public sealed class NuScenesDataset : IDriveDataset
{
    private readonly DatasetFolder folder;
    private readonly NuScenesIndex index;
    private readonly NuScenesOptions options;
    private readonly EgoMotionReader motion;
    private readonly OmniDriveFolder questions;
    private readonly CanBusCache canBus;

    private NuScenesDataset(DatasetFolder folder, string tables, NuScenesOptions options)
    {
        this.folder = folder;
        this.options = options;
        Version = Path.GetFileName(tables);
        index = NuScenesIndexCache.Open(tables, options.CacheFolder ?? DefaultCacheFolder);
        motion = new(index);
        questions = new(folder.Root);
        canBus = new(folder);
    }

    /// <summary>Folder <c>index</c> below VOXPILOT_DATA, or below voxpilot in XDG_DATA_HOME or ~/.local/share.</summary>
    public static string DefaultCacheFolder => Path.Combine(
        Environment.GetEnvironmentVariable("VOXPILOT_DATA") is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "voxpilot"),
        "index");

    /// <inheritdoc/>
    public string Name => Path.GetFileName(folder.Root);

    /// <summary>Which tables are read (v1.0-trainval …).</summary>
    public string Version { get; }

    /// <summary>The data set's folder, full path.</summary>
    public string Folder => folder.Root;

    /// <inheritdoc/>
    public int Count => index.Samples.Length;

    /// <summary>Names of all scenes, in the order of the table.</summary>
    public IReadOnlyList<string> Scenes => index.SceneNames;

    /// <summary>Opens a folder.</summary>
    /// <exception cref="DatasetException">It holds no nuScenes tables, or they are damaged.</exception>
    public static NuScenesDataset Open(string folder, NuScenesOptions? options = null)
    {
        DatasetFolder found = new(folder);
        options ??= NuScenesOptions.Default;
        return new(found, found.Tables(options.Version), options);
    }

    /// <inheritdoc/>
    public string Token(int index) => this.index.Samples[index].Token.ToString();

    /// <inheritdoc/>
    public string Scene(int index) => this.index.SceneNames[this.index.Samples[index].Scene];

    /// <summary>Where a key frame's scene takes place (nuScenes: singapore-onenorth); names the map as well.</summary>
    public string Location(int index) => this.index.Locations[this.index.Samples[index].Scene];

    /// <inheritdoc/>
    public int IndexInScene(int index) => index - this.index.Scenes[this.index.Samples[index].Scene].First;

    /// <summary>Ego frame to map frame at a key frame's LiDAR's time.</summary>
    public Pose EgoToMap(int index) => motion.Ego(index);

    /// <summary>A key frame's boxes as the tables have them, in their order. No file is read.</summary>
    public MapBox[] MapBoxes(int index)
    {
        IndexSample sample = this.index.Samples[index];
        MapBox[] boxes = new MapBox[sample.Annotations];
        for (int i = 0; i < boxes.Length; i++)
        {
            IndexAnnotation row = this.index.Annotations[sample.FirstAnnotation + i];
            boxes[i] = new(
                row.Token, this.index.Categories[row.Category], row.Pose, row.Size, row.Velocity,
                row.Attribute == NuScenesIndex.None ? null : this.index.Attributes[row.Attribute], row.LidarPoints, row.RadarPoints);
        }
        return boxes;
    }

    /// <inheritdoc/>
    public Keyframe Read(int index, KeyframeParts parts = KeyframeParts.All)
    {
        IndexSample sample = this.index.Samples[index];
        if (this.index.LidarOf(index) == NuScenesIndex.None)
        {
            throw new DatasetException($"Sample {sample.Token} has no key frame of {NuScenesVocabulary.Lidar}; its pose is that of the LiDAR.", $"{Version}/sample_data.json", sample.Token.ToString());
        }
        string scene = this.index.SceneNames[sample.Scene];
        IndexData lidar = this.index.Data[this.index.LidarOf(index)];
        CanBus? bus = canBus.Get(scene, sample.Token);
        (Trajectory future, int steps) = motion.Future(index);
        return new()
        {
            Token = sample.Token.ToString(),
            Scene = scene,
            Index = IndexInScene(index),
            Frame = ReadFrame(index, lidar, scene, parts, motion.State(index, bus)),
            Lidar = parts.HasFlag(KeyframeParts.Lidar) ? ReadLidar(lidar, sample.Token) : null,
            LidarToEgo = this.index.Mounts[lidar.Mount].Pose,
            Boxes = parts.HasFlag(KeyframeParts.Boxes) ? ReadBoxes(sample, lidar.Ego) : [],
            Occupancy = parts.HasFlag(KeyframeParts.Occupancy) ? ReadOccupancy(scene, sample.Token) : null,
            Dense = parts.HasFlag(KeyframeParts.Dense) ? ReadDense(scene, sample.Token) : null,
            Future = future,
            FutureSteps = steps,
            CanBus = parts.HasFlag(KeyframeParts.CanBus) ? bus?.Numbers(sample.Timestamp, lidar.Ego) : null,
            Questions = parts.HasFlag(KeyframeParts.Questions) ? ReadQuestions(sample.Token) : null,
        };
    }

    private Frame ReadFrame(int sampleIndex, IndexData lidar, string scene, KeyframeParts parts, EgoState ego)
    {
        IndexSample sample = index.Samples[sampleIndex];
        Camera[] cameras = new Camera[index.Cameras.Length];
        EncodedImage[] images = new EncodedImage[parts.HasFlag(KeyframeParts.Images) ? cameras.Length : 0];
        for (int i = 0; i < cameras.Length; i++)
        {
            int at = index.CameraOf(sampleIndex, i);
            if (at == NuScenesIndex.None)
            {
                throw new DatasetException($"Sample {sample.Token} has no key frame of {index.Cameras[i]}.", $"{Version}/sample_data.json", sample.Token.ToString());
            }
            IndexData data = index.Data[at];
            IndexMount mount = index.Mounts[data.Mount];
            // Camera to ego at the camera's time, to the map, to ego at the LiDAR's time: the motion between the two is in the pose.
            cameras[i] = new(index.Cameras[i], mount.Intrinsics, lidar.Ego.Inverse * (data.Ego * mount.Pose), data.Width, data.Height);
            if (images.Length > 0)
            {
                images[i] = ReadImage(index.FileName(data), cameras[i], sample.Token);
            }
        }
        return new()
        {
            Rig = new(cameras),
            Images = images,
            Timestamp = 1e-6 * sample.Timestamp,
            Ego = ego,
            Command = sample.Command == NuScenesIndex.None ? null : (Command)sample.Command,
            Sequence = scene,
            Location = index.Locations[sample.Scene],
        };
    }

    private EncodedImage ReadImage(string file, Camera camera, Token sample) => folder.Read(file, sample, path =>
    {
        EncodedImage image = ImageHeader.Read(File.ReadAllBytes(path), camera.Name, options.Limits);
        return (image.Width, image.Height) == (camera.Width, camera.Height)
            ? image
            : throw new InvalidDataException($"the image is {image.Width}×{image.Height}; sample_data.json says {camera.Width}×{camera.Height}.");
    });

    private LidarSweep ReadLidar(IndexData lidar, Token sample) => folder.Read(index.FileName(lidar), sample, path =>
    {
        LidarSweep sweep = LidarSweep.Read(path);
        return sweep.Count > 0 ? sweep : throw new InvalidDataException("the sweep is empty.");
    });

    private AnnotatedBox[] ReadBoxes(IndexSample sample, Pose ego)
    {
        AnnotatedBox[] boxes = new AnnotatedBox[sample.Annotations];
        Pose toEgo = ego.Inverse;
        Matrix3 rotation = toEgo.Rotation.ToMatrix();
        for (int i = 0; i < boxes.Length; i++)
        {
            IndexAnnotation row = index.Annotations[sample.FirstAnnotation + i];
            Pose pose = toEgo * row.Pose;
            Vector3D velocity = rotation * row.Velocity;
            boxes[i] = new(
                row.Token.ToString(), row.Instance.ToString(), index.Categories[row.Category],
                new(pose.Translation, new(row.Size.Y, row.Size.X, row.Size.Z), pose.Rotation.Yaw),
                (velocity.X, velocity.Y), row.Visibility,
                row.Attribute == NuScenesIndex.None ? null : index.Attributes[row.Attribute], row.LidarPoints);
        }
        return boxes;
    }

    // Absent as a whole: the data set has none. Absent for one sample of a data set that has some: the file is missing.
    private Occ3DLabels? ReadOccupancy(string scene, Token sample) =>
        Directory.Exists(Path.Combine(folder.Root, "gts")) ? folder.Read($"gts/{scene}/{sample}/labels.npz", sample, Occ3DLabels.Read) : null;

    private DenseViews? ReadDense(string scene, Token sample) =>
        Directory.Exists(Path.Combine(folder.Root, "dense")) ? folder.Read($"dense/{scene}/{sample}.npz", sample, DenseViews.Read) : null;

    private OmniDriveAnnotations? ReadQuestions(Token sample)
    {
        try
        {
            return questions.Read(sample.ToString());
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new DatasetException($"The questions of sample {sample} cannot be read: {e.Message}", $"*/{sample}.json", sample.ToString(), e);
        }
    }
}
