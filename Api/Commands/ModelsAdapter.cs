using System.CommandLine;
using VoxPilot.Api.Hosting;
using VoxPilot.Driving;

namespace VoxPilot.Api.Commands;

/// <summary><c>models adapter</c>: a LoRA into <c>adapters/</c> of a pack, to be loaded with it and served unfused.</summary>
internal static class ModelsAdapter
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string> pack = new("--pack") { Description = "Name of a pack below the data root, or its folder. It is written anew where it lies.", Required = true };
        Option<string> lora = new("--lora") { Description = $"{LoraSource.Help}.", Required = true };
        Option<string> name = new("--name") { Description = "What questions will call the adapter.", Required = true };
        Command command = new("adapter", "Put a LoRA into a pack, beside its language model: questions that name it are answered with it.") { pack, lora, name };
        command.SetAction(parsed => ExitStatus.Of(parsed.InvocationConfiguration, console =>
        {
            PackCatalog catalog = new(HomeFolder.Find(), DataRoot.FromEnvironment().Path);
            ModelPack source = catalog.Open(PackNames.Resolve(parsed.GetRequiredValue(pack)));
            if (Path.GetFullPath(source.Folder).StartsWith(Path.GetFullPath(catalog.Folders[0]) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new InvalidDataException(
                    $"The pack {source.Info.Name} ships with the program and is not written to; copy it first: ./voxpilot models install {source.Info.Name} --out {Path.Combine(catalog.WritableFolder, "NAME")}");
            }
            source.Verify();
            string called = parsed.GetRequiredValue(name);
            ModelPack written = AdaptedPack.Add(source, called, LoraSource.Find(parsed.GetRequiredValue(lora), source));
            console.Output.WriteLine($"The pack {written.Info.Name} ({written.Info.Hash[..12]}…) in {written.Folder} has the adapters {string.Join(", ", written.Adapters.Select(a => a.Name))}.");
            return 0;
        }));
        return command;
    }
}
