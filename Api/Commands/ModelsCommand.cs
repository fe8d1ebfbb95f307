using System.CommandLine;
using VoxPilot.Driving;

namespace VoxPilot.Api.Commands;

/// <summary><c>models create</c>: writes an untrained pack.</summary>
internal static class ModelsCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string> preset = new("--preset") { Description = "The architecture: nano or paper.", DefaultValueFactory = _ => "nano" };
        preset.AcceptOnlyFromAmong("nano", "paper");
        Option<DirectoryInfo> folder = new("--out") { Description = "Folder of the pack; its name is the pack's.", Required = true };
        Option<ulong> seed = new("--seed") { Description = "The same seed gives the same bytes.", DefaultValueFactory = _ => UntrainedPack.DefaultSeed };
        Command create = new("create", "Write a model pack of random weights: it runs, and its answers mean nothing.") { preset, folder, seed };
        create.SetAction(parsed =>
        {
            DrivingModelConfig config = parsed.GetValue(preset) == "paper" ? DrivingModelConfig.Paper() : DrivingModelConfig.Nano();
            ModelPack pack = UntrainedPack.Create(parsed.GetRequiredValue(folder).FullName, config, parsed.GetValue(seed));
            Console.WriteLine($"The untrained pack {pack.Info.Name} ({pack.Info.Hash[..12]}…) is in {parsed.GetRequiredValue(folder).FullName}.");
        });
        return new("models", "Model packs.") { create };
    }
}
