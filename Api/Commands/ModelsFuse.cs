using System.CommandLine;
using VoxPilot.Api.Hosting;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.Llm;

namespace VoxPilot.Api.Commands;

/// <summary><c>models fuse</c>: a LoRA into the language model of a pack, as a new pack.</summary>
internal static class ModelsFuse
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string> pack = new("--pack") { Description = "The pack: a run whose results hold one, the name of a pack, or its folder.", Required = true };
        Option<string> lora = new("--lora") { Description = $"{LoraSource.Help}, or the name of an adapter of the pack.", Required = true };
        Option<string?> quantize = new("--quantize") { Description = $"How matrices are stored: {string.Join(", ", LlamaQuantisation.All.Select(q => q.Name))}. Left out: as they were." };
        quantize.AcceptOnlyFromAmong([.. LlamaQuantisation.All.Select(q => q.Name)]);
        Option<double> scale = new("--scale") { Description = "How much of the LoRA; 1 as trained.", DefaultValueFactory = _ => AdapterSource.DefaultScale };
        Option<string?> name = new("--name") { Description = "Name of the new pack; it is written to models/NAME below the data root." };
        Option<DirectoryInfo?> folder = new("--out") { Description = "Instead of --name: the folder of the new pack." };
        Command command = new("fuse", "Make a pack of another one and a LoRA, which is fused into the language model in single precision. Adapters of the pack are left out.") { pack, lora, quantize, scale, name, folder };
        command.SetAction(parsed => ExitStatus.Of(parsed.InvocationConfiguration, console =>
        {
            DataRoot root = DataRoot.FromEnvironment();
            ModelPack source = ModelPack.Open(TrainCommand.Pack(new RunOpener(root.Path), parsed.GetRequiredValue(pack)));
            string target = (parsed.GetValue(name), parsed.GetValue(folder)) switch
            {
                ({ } given, null) => PackNames.NewFolder(root, given),
                (null, { } given) => given.FullName,
                _ => throw new InvalidDataException("Say where the new pack goes: either by --name or by --out."),
            };
            if (Path.TrimEndingDirectorySeparator(target) == Path.TrimEndingDirectorySeparator(Path.GetFullPath(source.Folder)))
            {
                throw new InvalidDataException($"The pack lies in {target} itself; take another name.");
            }
            if (!(Math.Abs(parsed.GetValue(scale)) <= AdapterSource.LargestScale))
            {
                throw new InvalidDataException($"--scale must lie between -{AdapterSource.LargestScale} and {AdapterSource.LargestScale}.");
            }
            string path = LoraSource.Find(parsed.GetRequiredValue(lora), source);
            source.Verify();
            LlamaQuantisation? quantisation = parsed.GetValue(quantize) is { } stored ? LlamaQuantisation.Of(stored) : null;
            ModelPack fused = AdaptedPack.Fuse(target, source, path, quantisation, parsed.GetValue(scale));
            console.Output.WriteLine($"The pack {fused.Info.Name} ({fused.Info.Hash[..12]}…) is in {target}. {fused.Manifest.Provenance.Summary}");
            return 0;
        }));
        return command;
    }
}
