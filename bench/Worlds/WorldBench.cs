using System.Diagnostics;
using System.Globalization;
using VoxPilot.Core;
using VoxPilot.World;
using VoxPilot.World.Generation;
using VoxPilot.World.Questions;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.Bench.Worlds;

/// <summary>Times what a key frame with everything costs, part by part on one thread, and how many a second all cores make.</summary>
internal static class WorldBench
{
    private const double Seconds = 20;
    private const int Every = 5; // key frames from one that is timed by part to the next

    public static int Run(BenchOptions options)
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            PartTable keyframes = new(), scenes = new();
            int count = Parts(options, folder, keyframes, scenes);
            Console.WriteLine($"One key frame, {options.Width}x{options.Height}, one thread, {count} timed in {options.Scenes} scenes");
            Console.WriteLine(PartTable.Text(keyframes.Per(count)));
            Console.WriteLine($"What each scene of {Seconds.ToString(CultureInfo.InvariantCulture)} s needs before");
            Console.WriteLine(PartTable.Text(scenes.Per(options.Scenes)));
            GenerationReport whole = WorldGenerator.Generate(Options(options, Path.Combine(folder, "whole")), _ => { }, CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"world generate, {Environment.ProcessorCount} cores, everything included: {whole.Keyframes} key frames in {whole.Elapsed.TotalSeconds:0.0} s, {whole.KeyframesPerSecond:0.00} per second"));
            if (options.Output is { } path)
            {
                File.WriteAllBytes(path, PartTable.Json(options, keyframes.Per(count), scenes.Per(options.Scenes), whole.KeyframesPerSecond));
            }
            return 0;
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static int Parts(BenchOptions options, string folder, PartTable keyframes, PartTable scenes)
    {
        Rig rig = NuScenesRig.Create(options.Width, options.Height);
        SensorFiles files = new(folder);
        files.MakeFolders("scene", rig);
        PartTable? table = null;
        KeyframeObserver observer = new(rig) { Measured = (part, time) => table?.Add(part, time) };
        int count = 0;
        for (int i = -1; i < options.Scenes; i++) // the first one warms up
        {
            (PartTable? timed, table) = (i < 0 ? null : scenes, null);
            ulong seed = options.Seed + (ulong)Math.Max(i, 0);
            long at = Stopwatch.GetTimestamp();
            Recording recording = new DriveRecorder().Record(seed, Seconds);
            Tell("town, traffic, drive", ref at);
            TownModel town = new(recording.Town);
            Tell("meshes", ref at);
            _ = town.Tree;
            Tell("ray hierarchy", ref at);
            _ = town.Scene(recording.Weather);
            Tell("light and sky", ref at);
            observer.Observe(town, recording, 0);
            Tell("agents' meshes", ref at);
            (timed, table) = i < 0 ? (null, null) : (keyframes, keyframes);
            foreach (int moment in recording.Keyframes.Where((_, k) => k % Every == 0))
            {
                KeyframeTruth truth = observer.Observe(town, recording, moment);
                at = Stopwatch.GetTimestamp();
                KeyframeQuestions.Create(recording, moment, truth.Boxes);
                Tell("questions", ref at);
                files.Write(truth, "scene", "token", "log", moment);
                Tell("files", ref at);
                count += i < 0 ? 0 : 1;
            }

            void Tell(string part, ref long since)
            {
                timed?.Add(part, Stopwatch.GetElapsedTime(since));
                since = Stopwatch.GetTimestamp();
            }
        }
        return count;
    }

    private static GenerationOptions Options(BenchOptions options, string folder) => new()
    {
        Seed = options.Seed, Scenes = options.Scenes, Seconds = Seconds, Width = options.Width, Height = options.Height, Folder = folder,
    };
}
