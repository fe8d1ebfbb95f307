using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Formats.NuScenes.Maps;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Tests.Datasets;

/// <summary>Tests that read the made-up data set.</summary>
[CollectionDefinition(nameof(MadeUpDataset))]
public sealed class MadeUpDatasetTests : ICollectionFixture<MadeUpDataset>;

/// <summary>
/// A small data set in a temporary folder, written once by the project's own writers. Two scenes of four key frames, 0.5 s apart; the car
/// drives at 4 m/s along its own x, heading 90° in the map, turning in the second scene; cameras take their images 20 ms before the LiDAR.
/// Tests that change something change a <see cref="MadeUpDatasetCopy"/>.
/// </summary>
public sealed class MadeUpDataset : IDisposable
{
    public const string Version = "v1.0-mini";
    public const int Scenes = 2;
    public const int SamplesPerScene = 4;
    public const double Speed = 4;
    public const int Width = 16;
    public const int Height = 12;
    public const long CameraLead = 20_000; // microseconds
    public const string CanBusScene = "scene-0001";

    // Encoded once for all samples.
    private static readonly byte[] Labels = MakeLabels();
    private static readonly byte[] Views = MakeViews();
    private static readonly byte[] Picture = ImageEncoding.ToJpeg(new(Width, Height, new byte[3 * Width * Height]), 80);

    private readonly (string, long, DateTime)[] files;

    public MadeUpDataset()
    {
        Root = Directory.CreateTempSubdirectory("voxpilot-made-up-").FullName;
        Cache = Directory.CreateTempSubdirectory("voxpilot-cache-").FullName;
        using NuScenesTablesWriter writer = new(Root, Version);
        Token log = Token.Of("log");
        writer.Add(new LogRow { Token = log, Logfile = "made-up", Vehicle = "m001", DateCaptured = "2026-01-02", Location = "made-up-town" });
        writer.AddMap(Token.Of("map"), [log], ImageEncoding.ToPng(new(4, 4, new byte[48])));
        foreach (string channel in Channels)
        {
            writer.Add(new CalibratedSensorRow
            {
                Token = Token.Of("mount/" + channel),
                SensorToken = NuScenesVocabulary.SensorToken(channel),
                Translation = Mount(channel).Translation,
                Rotation = Mount(channel).Rotation,
                CameraIntrinsic = channel == NuScenesVocabulary.Lidar ? null : Intrinsics,
            });
        }
        for (int scene = 0; scene < Scenes; scene++)
        {
            WriteScene(writer, scene, log);
        }
        writer.Complete();
        CanBus bus = new()
        {
            Poses =
            [
                .. Enumerable.Range(0, 100).Select(i => new CanBusPose
                {
                    Utime = Time(0, 0) - 10_000 + i * 20_000,
                    Accel = new(0.25, 0.5, 9.75),
                    Orientation = Rotation.Identity,
                    Pos = new(i, 0, 0),
                    RotationRate = new(0, 0, 0.125),
                    Vel = new(Speed + 0.001 * i, 0, 0),
                }),
            ],
            Steering = [CanBusSteering.FromFrontWheels(Time(0, 0), 0.02)],
        };
        bus.Write(Root, CanBusScene);
        MapExpansionBuilder map = new("made-up-town");
        map.AddDrivableArea([new([new(0, 0), new(50, 0), new(50, 50), new(0, 50)], [])]);
        map.Build(50, 50).Write(Path.Combine(Root, MapExpansion.RelativePath("made-up-town")));
        files = Files();
    }

    public static IReadOnlyList<string> Channels { get; } = [NuScenesVocabulary.Lidar, .. Rig.NuScenesNames];

    public static Matrix3 Intrinsics { get; } = new(12.5, 0, 8, 0, 12.5, 6, 0, 0, 1);

    public string Root { get; }

    public string Cache { get; }

    public static string SceneName(int scene) => $"scene-{scene + 1:D4}";

    public static Token Sample(int scene, int index) => Token.Of($"sample/{scene}/{index}");

    public static long Time(int scene, int index) => 1_700_000_000_000_000 + scene * 100_000_000L + index * 500_000L;

    public static Pose Mount(string channel) => channel == NuScenesVocabulary.Lidar
        ? new(Rotation.FromYaw(-Math.PI / 2), new(0.94, 0, 1.84))
        : new(Rotation.FromYaw(Rig.NuScenesNames.ToList().IndexOf(channel)) * new Rotation(0.5, -0.5, 0.5, -0.5), new(1.5, 0.1, 1.5));

    /// <summary>Where the car is: straight north in scene 0; turning left at 0.2 rad/s in scene 1.</summary>
    public static Pose Ego(int scene, double seconds)
    {
        double rate = scene == 0 ? 1e-9 : 0.2, yaw = Math.PI / 2 + rate * seconds;
        return new(Rotation.FromYaw(yaw), new(100 + Speed / rate * (Math.Sin(yaw) - 1), 200 - Speed / rate * Math.Cos(yaw), 0));
    }

    public NuScenesDataset Open() => NuScenesDataset.Open(Root, new() { CacheFolder = Cache });

    /// <summary>Fails where a test has changed what others read.</summary>
    public void Dispose()
    {
        (string, long, DateTime)[] now = Files();
        Directory.Delete(Root, recursive: true);
        Directory.Delete(Cache, recursive: true);
        Assert.Equal(files, now);
    }

    private (string, long, DateTime)[] Files() =>
    [
        .. new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories)
            .Select(file => (file.FullName, file.Length, file.LastWriteTimeUtc)).OrderBy(file => file.FullName, StringComparer.Ordinal),
    ];

    private void WriteScene(NuScenesTablesWriter writer, int scene, Token log)
    {
        Token token = Token.Of($"scene/{scene}"), instance = Token.Of($"instance/{scene}");
        writer.Add(new SceneRow
        {
            Token = token, LogToken = log, Name = SceneName(scene), Description = "Made up.",
            NbrSamples = SamplesPerScene, FirstSampleToken = Sample(scene, 0), LastSampleToken = Sample(scene, SamplesPerScene - 1),
        });
        writer.Add(new InstanceRow
        {
            Token = instance, CategoryToken = NuScenesVocabulary.CategoryToken("vehicle.car"),
            NbrAnnotations = SamplesPerScene, FirstAnnotationToken = Annotation(scene, 0), LastAnnotationToken = Annotation(scene, SamplesPerScene - 1),
        });
        for (int i = 0; i < SamplesPerScene; i++)
        {
            WriteSample(writer, scene, i, token, instance);
        }
    }

    private void WriteSample(NuScenesTablesWriter writer, int scene, int i, Token sceneToken, Token instance)
    {
        Token sample = Sample(scene, i);
        writer.Add(new SampleRow { Token = sample, Timestamp = Time(scene, i), SceneToken = sceneToken, Prev = Chain(i - 1, j => Sample(scene, j)), Next = Chain(i + 1, j => Sample(scene, j)) });
        writer.AddCommand(sample, scene == 0 ? Command.Straight : Command.Left);
        foreach (string channel in Channels)
        {
            bool lidar = channel == NuScenesVocabulary.Lidar;
            long lead = lidar ? 0 : CameraLead;
            Pose ego = Ego(scene, 0.5 * i - 1e-6 * lead);
            Token Data(int j) => Token.Of($"data/{scene}/{j}/{channel}");
            writer.Add(new EgoPoseRow { Token = Data(i), Timestamp = Time(scene, i) - lead, Rotation = ego.Rotation, Translation = ego.Translation });
            string file = $"samples/{channel}/made-up+0800__{channel}__{Time(scene, i) - lead}.{(lidar ? "pcd.bin" : "jpg")}";
            writer.Add(new SampleDataRow
            {
                Token = Data(i), SampleToken = sample, EgoPoseToken = Data(i), CalibratedSensorToken = Token.Of("mount/" + channel), Timestamp = Time(scene, i) - lead,
                Fileformat = lidar ? "pcd" : "jpg", IsKeyFrame = true, Width = lidar ? 0 : Width, Height = lidar ? 0 : Height, Filename = file,
                Prev = Chain(i - 1, Data), Next = Chain(i + 1, Data),
            });
            Directory.CreateDirectory(Path.Combine(Root, "samples", channel));
            File.WriteAllBytes(Path.Combine(Root, file), lidar ? Points() : Picture);
        }
        // A car 10 m before ours that drives north-east at (2, 2) m/s, seen from one key frame to the next.
        Pose now = Ego(scene, 0.5 * i);
        Vector3D start = Ego(scene, 0).Transform(new(10, 0, 0.9));
        writer.Add(new SampleAnnotationRow
        {
            Token = Annotation(scene, i), SampleToken = sample, InstanceToken = instance, VisibilityToken = "3", AttributeTokens = [NuScenesVocabulary.AttributeToken("vehicle.moving")],
            Translation = start + new Vector3D(2, 2, 0) * (0.5 * i), Size = new(1.9, 4.6, 1.7), Rotation = now.Rotation * Rotation.FromYaw(0.25),
            Prev = Chain(i - 1, j => Annotation(scene, j)), Next = Chain(i + 1, j => Annotation(scene, j)), NumLidarPts = 7, NumRadarPts = 0,
        });
        string folder = Path.Combine(Root, "gts", SceneName(scene), sample.ToString());
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "labels.npz"), Labels);
        string views = Path.Combine(Root, "dense", SceneName(scene));
        Directory.CreateDirectory(views);
        File.WriteAllBytes(Path.Combine(views, $"{sample}.npz"), Views);
        new OmniDriveFolder(Root).Write(scene == 0 ? "train" : "val", sample.ToString(), new()
        {
            Vqa = [new("attention", "What matters?", "The car ahead.")],
            Keywords = "go on",
        });
    }

    private static byte[] MakeLabels()
    {
        byte[] labels = new byte[GridSpec.Occ3D.Count];
        labels.AsSpan().Fill((byte)OccupancyClass.Free);
        labels[GridSpec.Occ3D.Index(10, 20, 3)] = (byte)OccupancyClass.Car;
        using MemoryStream stream = new();
        new Occ3DLabels(new(GridSpec.Occ3D, labels), new byte[labels.Length], new byte[labels.Length]).Write(stream);
        return stream.ToArray();
    }

    private static byte[] MakeViews()
    {
        int pixels = Rig.NuScenesNames.Count * Height * Width;
        using MemoryStream stream = new();
        new DenseViews(Rig.NuScenesNames.Count, Height, Width, [.. Enumerable.Range(0, pixels).Select(i => (ushort)i)], new byte[pixels]).Write(stream);
        return stream.ToArray();
    }

    private static byte[] Points()
    {
        float[] points = [1, 2, 3, 40, 5, -1, -2, -3, 80, 31];
        byte[] bytes = new byte[points.Length * sizeof(float)];
        Buffer.BlockCopy(points, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    private static Token Annotation(int scene, int index) => Token.Of($"annotation/{scene}/{index}");

    private static Token Chain(int index, Func<int, Token> token) => index is >= 0 and < SamplesPerScene ? token(index) : Token.None;
}
