using System.CommandLine;
using VoxPilot.Core.Datasets;
using VoxPilot.World.Generation;
using VoxPilot.World.Sheets;
using VoxPilot.World.Towns;

namespace VoxPilot.Api.Commands;

/// <summary><c>world generate</c> and <c>world look</c>: makes data sets of the synthetic world and shows what is in one.</summary>
internal static class WorldCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("world", "The synthetic world: towns, traffic, cameras, LiDAR and their truth.") { Generate(), Look() };

    private static Command Generate()
    {
        Option<ulong> seed = new("--seed") { Description = $"Seed of the first scene; scene i has seed + i. The same seeds give the same bytes. Seeds from {GenerationOptions.HeldOutSeed} up are for final tests alone.", DefaultValueFactory = _ => 0 };
        Option<int> scenes = new("--scenes") { Description = "How many scenes, each in a town of its own.", DefaultValueFactory = _ => 10 };
        Option<double> seconds = new("--seconds") { Description = "Length of a scene; there are two key frames per second.", DefaultValueFactory = _ => 20 };
        Option<string> size = new("--size") { Description = "Size of the images, WIDTHxHEIGHT; below 9/16 of the width, rows at the top are left out.", DefaultValueFactory = _ => "256x96" };
        Option<Vegetation?> vegetation = new("--vegetation") { Description = "What grows in all towns, in place of what their seeds say; everything else stays where it is. Winter, snow on the ground, is in no seed: a look that no training data has." };
        Option<int> threads = new("--threads") { Description = "Threads; 0 for all cores. The bytes do not depend on it.", DefaultValueFactory = _ => 0 };
        Option<DirectoryInfo> folder = new("--out") { Description = "Folder of the data set. What a stopped run left there is continued.", Required = true };
        size.Validators.Add(ImageSizeText.Check);
        Command command = new("generate", "Write a data set: nuScenes tables and sensors, Occ3D occupancy, OmniDrive questions, depth and class per pixel.")
        {
            seed, scenes, seconds, size, vegetation, threads, folder,
        };
        command.SetAction(parsed => ExitStatus.Of(parsed.InvocationConfiguration, _ => "Stopped. The same command continues where this left off.", console =>
        {
            (int width, int height) = ImageSizeText.Read(parsed.GetValue(size)!);
            GenerationOptions options = new()
            {
                Seed = parsed.GetValue(seed),
                Scenes = parsed.GetValue(scenes),
                Seconds = parsed.GetValue(seconds),
                Width = width,
                Height = height,
                Vegetation = parsed.GetValue(vegetation),
                Threads = parsed.GetValue(threads),
                Folder = parsed.GetRequiredValue(folder).FullName,
            };
            return Run(options, console.Output);
        }));
        return command;
    }

    private static Command Look()
    {
        Option<DirectoryInfo> data = new("--data") { Description = "Folder of a data set in nuScenes' format.", Required = true };
        Option<DirectoryInfo> folder = new("--out") { Description = "Folder for the sheets (PNG).", Required = true };
        Option<int> every = new("--every") { Description = "Key frames from one sheet to the next within a scene.", DefaultValueFactory = _ => 10 };
        Option<int> limit = new("--limit") { Description = "Most sheets.", DefaultValueFactory = _ => 40 };
        every.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--every must be 1 or more.");
            }
        });
        Command command = new("look", "Draw contact sheets: six cameras, depth, class, the scene from above, occupancy.") { data, folder, every, limit };
        command.SetAction(parsed => ExitStatus.Of(parsed.InvocationConfiguration, console =>
        {
            IDriveDataset dataset = NuScenesDataset.Open(parsed.GetRequiredValue(data).FullName);
            int count = ContactSheets.Write(dataset, parsed.GetRequiredValue(folder).FullName, parsed.GetValue(every), parsed.GetValue(limit), console.Output.WriteLine);
            console.Output.WriteLine($"{count} sheets.");
            return 0;
        }));
        return command;
    }

    private static int Run(GenerationOptions options, TextWriter output)
    {
        using StopSignal stop = new();
        GenerationProgressLine line = new(output, !Console.IsOutputRedirected);
        GenerationReport report;
        try
        {
            report = WorldGenerator.Generate(options, line.Show, stop.Token);
        }
        finally
        {
            line.End();
        }
        if (report.AlreadyThere)
        {
            output.WriteLine($"{options.Folder} is complete already: {report.Scenes} scenes, {report.Keyframes} key frames.");
        }
        else
        {
            output.WriteLine($"{report.Scenes} scenes, {report.Keyframes} key frames in {report.Elapsed:h\\:mm\\:ss} ({report.KeyframesPerSecond:0.0} per second).");
            output.WriteLine($"Rejected because the expert touched something or left the road: {report.Rejected} of {report.Attempts} drives ({100.0 * report.Rejected / Math.Max(1, report.Attempts):0.0} %).");
        }
        output.WriteLine($"Look at it: ./voxpilot world look --data {options.Folder} --out FOLDER");
        return 0;
    }
}
