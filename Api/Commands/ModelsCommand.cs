using System.CommandLine;
using VoxPilot.Driving;
using VoxPilot.Perception;

namespace VoxPilot.Api.Commands;

/// <summary><c>models</c>; <c>models create</c> writes an untrained pack.</summary>
internal static class ModelsCommand
{
    private const string Nano = "nano", Paper = "paper";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string> preset = new("--preset") { Description = "The architecture: nano or paper.", DefaultValueFactory = _ => Nano };
        preset.AcceptOnlyFromAmong(Nano, Paper);
        Option<DirectoryInfo> folder = new("--out") { Description = "Folder of the pack; its name is the pack's. A pack that lies there is replaced.", Required = true };
        Option<ulong> seed = new("--seed") { Description = "The same seed gives the same bytes.", DefaultValueFactory = _ => UntrainedPack.DefaultSeed };
        Option<int> gaussians = new("--gaussians") { Description = "So many 3D Gaussians beside the occupancy queries, for cameras to render; 0: none." };
        gaussians.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--gaussians takes 0 or more.");
            }
        });
        Command create = new("create", "Write a model pack of random weights: it runs, and its answers mean nothing.") { preset, folder, seed, gaussians };
        create.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder).FullName;
            InvocationConfiguration console = parsed.InvocationConfiguration;
            if (HoldsSomethingElse(path))
            {
                console.Error.WriteLine($"voxpilot: {path} is there already and is no pack; name a new folder with --out.");
                return 1;
            }
            try
            {
                bool paper = parsed.GetValue(preset) == Paper;
                DrivingModelConfig config = paper ? DrivingModelConfig.Paper() : UntrainedPack.NanoConfig();
                if (parsed.GetValue(gaussians) is > 0 and int count)
                {
                    GaussianDecoderConfig decoder = (paper ? GaussianDecoderConfig.PaperDet() : GaussianDecoderConfig.Nano()) with { Gaussians = count };
                    config = config with { Perception = config.Perception with { Gaussians = new() { Decoder = decoder } } };
                }
                ModelPack pack = UntrainedPack.Create(path, config, parsed.GetValue(seed));
                console.Output.WriteLine($"The untrained pack {pack.Info.Name} ({pack.Info.Hash[..12]}…) is in {path}.");
                return 0;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                console.Error.WriteLine($"voxpilot: The pack cannot be written to {path}: {fault.Message}");
                return 1;
            }
        });
        return new("models", "Model packs.") { create, ModelsInstall.Create(), ModelsImport.Create(), ModelsFuse.Create(), ModelsAdapter.Create() };
    }

    // A pack replaces what lies in its folder; that must not be anything but a pack.
    internal static bool HoldsSomethingElse(string path) =>
        File.Exists(path)
        || (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any() && !File.Exists(Path.Combine(path, PackManifest.FileName)));
}
