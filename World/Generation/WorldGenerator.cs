using System.Diagnostics;
using VoxPilot.Core;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.World.Questions;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Generation;

/// <summary>
/// Makes data sets of the world: nuScenes' tables and sensors, map expansion and CAN bus, Occ3D's occupancy, OmniDrive's questions, depth and
/// class per pixel (docs/formats.md). The same options give the same bytes on any number of threads, whether or not the run was stopped
/// and continued in between.
/// </summary>
public sealed class WorldGenerator
{
    private const string Version = "v1.0-trainval", Split = "train";

    private readonly GenerationOptions options;
    private readonly GenerationFolder folder;
    private readonly Rig rig;
    private readonly SensorFiles sensors;
    private readonly OmniDriveFolder questions;
    private readonly Action<GenerationProgress> progress;
    private int scenes, keyframes;

    private WorldGenerator(GenerationOptions options, GenerationFolder folder, Action<GenerationProgress> progress)
    {
        (this.options, this.folder, this.progress) = (options, folder, progress);
        rig = NuScenesRig.Create(options.Width, options.Height);
        sensors = new(folder.Root);
        questions = new(folder.Root);
    }

    /// <summary>Makes a data set, or what is left of it.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="progress">Called after each key frame and each scene, from any thread.</param>
    /// <param name="stop">Ends the work after the key frames in hand; the same call continues it later.</param>
    /// <exception cref="GenerationException">The options are out of range, or the folder holds something else.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static GenerationReport Generate(GenerationOptions options, Action<GenerationProgress> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        options.Check();
        GenerationFolder folder = GenerationFolder.Open(options);
        if (folder.Complete)
        {
            return new() { Scenes = options.Scenes, Keyframes = options.Scenes * options.KeyframesPerScene, Attempts = options.Scenes, Rejected = 0, AlreadyThere = true };
        }
        return new WorldGenerator(options, folder, progress).Run(stop);
    }

    private GenerationReport Run(CancellationToken stop)
    {
        Stopwatch clock = Stopwatch.StartNew();
        int[] missing = [.. Enumerable.Range(0, options.Scenes).Where(scene => !folder.Has(scene))];
        scenes = options.Scenes - missing.Length;
        keyframes = scenes * options.KeyframesPerScene;
        int before = keyframes;
        Report();
        new SceneQueue<GeneratedScene, KeyframeObserver>(missing.Length)
        {
            Prepare = i => Prepare(missing[i]),
            Worker = () => new(rig),
            Keyframe = Make,
            Finish = Finish,
        }.Run(options.Threads == 0 ? Environment.ProcessorCount : options.Threads, stop);
        (int attempts, int rejected) = WriteTables();
        folder.End();
        return new()
        {
            Scenes = options.Scenes,
            Keyframes = options.Scenes * options.KeyframesPerScene,
            Attempts = attempts,
            Rejected = rejected,
            Elapsed = clock.Elapsed,
            KeyframesPerSecond = (keyframes - before) / Math.Max(1e-3, clock.Elapsed.TotalSeconds),
        };
    }

    private (GeneratedScene Scene, int Keyframes) Prepare(int index)
    {
        ulong seed = options.Seed + (ulong)index;
        DriveRecorder recorder = new();
        Recording recording = recorder.Record(seed, (options.KeyframesPerScene - 1) * Trajectory.StepSeconds, options.Vegetation);
        GeneratedScene scene = new(index, seed, recording, recorder.Accepted + recorder.Rejected, rig);
        sensors.MakeFolders(scene.Names.Scene, rig);
        return (scene, scene.Moments.Count);
    }

    private void Make(KeyframeObserver observer, GeneratedScene scene, int keyframe)
    {
        int moment = scene.Moments[keyframe];
        KeyframeTruth truth = observer.Observe(scene.Town, scene.Recording, moment);
        string token = scene.Export.Sample(keyframe).ToString();
        sensors.Write(truth, scene.Names.Scene, token, scene.Names.Log, scene.Export.Time(keyframe));
        questions.Write(Split, token, KeyframeQuestions.Create(scene.Recording, moment, truth.Boxes));
        scene.Boxes[keyframe] = truth.Boxes;
        Interlocked.Increment(ref keyframes);
        Report();
    }

    private void Finish(GeneratedScene scene)
    {
        MapExport.Of(scene.Recording.Town, scene.Export.Map).Write(Path.Combine(folder.Root, "maps", "expansion", scene.Recording.Town.Name + ".json"));
        CanBusExport.Of(scene.Recording, scene.Names, scene.Export.Map).Write(folder.Root, scene.Names.Scene);
        folder.Keep(scene.Index, scene.Export.Rows(scene.Boxes, scene.Attempts), DrivableMask.Png(scene.Recording.Town, scene.Export.Map));
        Interlocked.Increment(ref scenes);
        Report();
    }

    private (int Attempts, int Rejected) WriteTables()
    {
        using NuScenesTablesWriter tables = new(folder.Root, Version);
        int attempts = 0, rejected = 0;
        for (int i = 0; i < options.Scenes; i++)
        {
            SceneRows rows = folder.Rows(i) ?? throw new GenerationException($"Scene {i} of {folder.Root} is gone; was it removed while the data set was made? Run the command again.");
            AddAll(rows, tables);
            tables.AddMap(new SceneNames(options.Seed + (ulong)i).Token("map"), [rows.Log.Token], folder.Map(i));
            attempts += rows.Attempts;
            rejected += rows.Rejected;
        }
        tables.Complete();
        return (attempts, rejected);
    }

    private static void AddAll(SceneRows rows, NuScenesTablesWriter tables)
    {
        tables.Add(rows.Scene);
        tables.Add(rows.Log);
        Each(rows.Samples, tables.Add);
        Each(rows.Data, tables.Add);
        Each(rows.Poses, tables.Add);
        Each(rows.Sensors, tables.Add);
        Each(rows.Instances, tables.Add);
        Each(rows.Annotations, tables.Add);
        for (int k = 0; k < rows.Samples.Count; k++)
        {
            tables.AddCommand(rows.Samples[k].Token, rows.Commands[k]);
        }
    }

    private static void Each<TRow>(IReadOnlyList<TRow> rows, Action<TRow> add)
    {
        foreach (TRow row in rows)
        {
            add(row);
        }
    }

    private void Report() => progress(new(Volatile.Read(ref scenes), options.Scenes, Volatile.Read(ref keyframes), options.Scenes * options.KeyframesPerScene));
}
