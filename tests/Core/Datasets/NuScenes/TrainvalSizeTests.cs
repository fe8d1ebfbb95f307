using System.Diagnostics;

using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Tests.Datasets.NuScenes;

/// <summary>Tables as long as those of nuScenes trainval: 850 scenes, 34,000 key frames, 2.6 M files, 1.16 M boxes.</summary>
[Trait("Category", "Slow")]
public sealed class TrainvalSizeTests(ITestOutputHelper output) : IDisposable
{
    private const int Scenes = 850;
    private const int SamplesPerScene = 40;
    private const int FilesPerSample = 77; // of all sensors, key frames and between
    private const int BoxesPerSample = 34;

    private readonly string root = Directory.CreateTempSubdirectory("voxpilot-trainval-").FullName;
    private readonly string cache = Directory.CreateTempSubdirectory("voxpilot-cache-").FullName;

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        Directory.Delete(cache, recursive: true);
    }

    [Fact]
    public void The_index_is_made_in_bounded_memory_and_opens_at_once_the_second_time()
    {
        Write();
        long bytes = new DirectoryInfo(Path.Combine(root, "v1.0-trainval")).EnumerateFiles().Sum(file => file.Length);
        (TimeSpan first, long peak) = Time(() => NuScenesDataset.Open(root, new() { CacheFolder = cache }));
        NuScenesDataset? data = null;
        (TimeSpan second, long heap) = Time(() => data = NuScenesDataset.Open(root, new() { CacheFolder = cache }));
        output.WriteLine($"tables {bytes >> 20} MiB; first open {first.TotalSeconds:F1} s, heap at most {peak >> 20} MiB; second {second.TotalSeconds:F2} s, {heap >> 20} MiB; cache {new DirectoryInfo(cache).EnumerateFiles().Sum(file => file.Length) >> 20} MiB");
        Assert.Equal(Scenes * SamplesPerScene, data!.Count);
        Assert.Equal(BoxesPerSample, data.Read(1234, KeyframeParts.Boxes).Boxes.Count);
        Assert.InRange(peak, 0, 1200L << 20);
        Assert.InRange(second.TotalSeconds, 0, first.TotalSeconds / 5);
    }

    private static (TimeSpan Time, long Peak) Time(Action open)
    {
        GC.Collect();
        long peak = 0;
        using CancellationTokenSource done = new();
        Thread watch = new(() =>
        {
            while (!done.Token.WaitHandle.WaitOne(50))
            {
                peak = Math.Max(peak, GC.GetGCMemoryInfo().HeapSizeBytes);
            }
        });
        watch.Start();
        Stopwatch clock = Stopwatch.StartNew();
        open();
        TimeSpan time = clock.Elapsed;
        done.Cancel();
        watch.Join();
        return (time, Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)));
    }

    private void Write()
    {
        using NuScenesTablesWriter writer = new(root);
        Token log = new(1);
        writer.Add(new LogRow { Token = log, Logfile = "log", Vehicle = "car", DateCaptured = "2026-01-02", Location = "town" });
        IReadOnlyList<SensorRow> sensors = NuScenesVocabulary.Sensors;
        foreach (SensorRow sensor in sensors)
        {
            writer.Add(new CalibratedSensorRow
            {
                Token = sensor.Token, SensorToken = sensor.Token, Translation = Vector3D.Zero, Rotation = Rotation.Identity,
                CameraIntrinsic = sensor.Modality == "camera" ? Matrix3.Identity : null,
            });
        }
        for (int scene = 0; scene < Scenes; scene++)
        {
            int first = scene * SamplesPerScene, last = first + SamplesPerScene - 1;
            writer.Add(new SceneRow { Token = Key(2, scene), LogToken = log, Name = $"scene-{scene:D4}", Description = "", NbrSamples = SamplesPerScene, FirstSampleToken = Key(3, first), LastSampleToken = Key(3, last) });
            for (int box = 0; box < BoxesPerSample; box++)
            {
                writer.Add(new InstanceRow
                {
                    Token = Key(4, scene * BoxesPerSample + box), CategoryToken = NuScenesVocabulary.CategoryToken("vehicle.car"), NbrAnnotations = SamplesPerScene,
                    FirstAnnotationToken = Key(5, first * BoxesPerSample + box), LastAnnotationToken = Key(5, last * BoxesPerSample + box),
                });
            }
            for (int sample = first; sample <= last; sample++)
            {
                WriteSample(writer, scene, sample, sample > first, sample < last, sensors);
            }
        }
        writer.Complete();
    }

    private static void WriteSample(NuScenesTablesWriter writer, int scene, int sample, bool previous, bool next, IReadOnlyList<SensorRow> sensors)
    {
        long time = 1_500_000_000_000_000 + 500_000L * sample;
        writer.Add(new SampleRow { Token = Key(3, sample), Timestamp = time, SceneToken = Key(2, scene), Prev = previous ? Key(3, sample - 1) : Token.None, Next = next ? Key(3, sample + 1) : Token.None });
        for (int file = 0; file < FilesPerSample; file++)
        {
            SensorRow sensor = sensors[file % sensors.Count];
            bool key = file < sensors.Count, camera = sensor.Modality == "camera";
            Token token = Key(6, sample * FilesPerSample + file);
            writer.Add(new EgoPoseRow { Token = token, Timestamp = time, Rotation = new(0.5720320396729045, -0.0016977771610471074, 0.011798001930183783, -0.8201446642457809), Translation = new(411.3039349319818, 1180.8903791765097 + sample, 0) });
            writer.Add(new SampleDataRow
            {
                Token = token, SampleToken = Key(3, sample), EgoPoseToken = token, CalibratedSensorToken = sensor.Token, Timestamp = time, Fileformat = camera ? "jpg" : "pcd", IsKeyFrame = key,
                Height = camera ? 900 : 0, Width = camera ? 1600 : 0, Prev = Token.None, Next = Token.None,
                Filename = $"{(key ? "samples" : "sweeps")}/{sensor.Channel}/n015-2018-07-24-11-22-45+0800__{sensor.Channel}__{time + file}.{(camera ? "jpg" : "pcd.bin")}",
            });
        }
        for (int box = 0; box < BoxesPerSample; box++)
        {
            int at = sample * BoxesPerSample + box;
            writer.Add(new SampleAnnotationRow
            {
                Token = Key(5, at), SampleToken = Key(3, sample), InstanceToken = Key(4, scene * BoxesPerSample + box), VisibilityToken = "4", AttributeTokens = [NuScenesVocabulary.Attributes[0].Token],
                Translation = new(373.256 + sample, 1130.419, 0.8), Size = new(0.621, 0.669, 1.642), Rotation = new(0.9831098797903927, 0, 0, -0.18301629506281616),
                Prev = previous ? Key(5, at - BoxesPerSample) : Token.None, Next = next ? Key(5, at + BoxesPerSample) : Token.None, NumLidarPts = 5, NumRadarPts = 0,
            });
        }
    }

    // Spread over all digits, as real tokens are.
    private static Token Key(int table, int number) => new(((UInt128)(ulong)table << 64 | (ulong)number + 1) * UInt128.Parse("170141183460469231731687303715884105727"));
}
