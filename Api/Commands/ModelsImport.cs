using System.CommandLine;
using VoxPilot.Api.Hosting;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.Llm;

namespace VoxPilot.Api.Commands;

/// <summary><c>models import</c>: a Llama from Hugging Face's folder, with or without a LoRA fused into it, or from a GGUF, into a pack.</summary>
internal static class ModelsImport
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<DirectoryInfo?> hf = new("--hf") { Description = "Hugging Face's folder of a Llama: config.json, safetensors (one file or shards), tokenizer.model." };
        Option<FileInfo?> gguf = new("--gguf") { Description = "Or a GGUF of a Llama, which is taken as it is." };
        Option<DirectoryInfo?> lora = new("--lora") { Description = "PEFT's folder of a LoRA, fused into the weights of --hf." };
        Option<string> quantize = new("--quantize") { Description = $"How matrices are stored: {string.Join(", ", LlamaQuantisation.All.Select(q => q.Name))}.", DefaultValueFactory = _ => LlamaQuantisation.F16.Name };
        quantize.AcceptOnlyFromAmong([.. LlamaQuantisation.All.Select(q => q.Name)]);
        Option<string> from = new("--from") { Description = "The pack that lends its eyes, and, where the language model is as wide as its own, all else.", DefaultValueFactory = _ => UntrainedPack.NanoName };
        Option<string> name = new("--name") { Description = "Name of the pack; it is written to models/NAME below the data root.", Required = true };
        Option<ulong> seed = new("--seed") { Description = "Seed of what begins anew.", DefaultValueFactory = _ => UntrainedPack.DefaultSeed };
        Command command = new("import", "Make a pack of a language model from elsewhere: this is how a Vicuna-7B with its LoRA gets in.") { hf, gguf, lora, quantize, from, name, seed };
        command.SetAction(parsed => ExitStatus.Of(parsed.InvocationConfiguration, console =>
        {
            (string? folder, string? file, string? adapter) = (parsed.GetValue(hf)?.FullName, parsed.GetValue(gguf)?.FullName, parsed.GetValue(lora)?.FullName);
            if (folder is null == file is null)
            {
                throw new InvalidDataException("Name either Hugging Face's folder (--hf) or a GGUF (--gguf).");
            }
            if (file is not null && adapter is not null)
            {
                throw new InvalidDataException("A LoRA is fused into the weights of --hf; a GGUF is taken as it is. Fuse it into the pack afterwards (models fuse), or serve it unfused (models adapter).");
            }
            DataRoot root = DataRoot.FromEnvironment();
            ModelPack source = ModelPack.Open(TrainCommand.Pack(new RunOpener(root.Path), parsed.GetRequiredValue(from)));
            string target = PackNames.NewFolder(root, parsed.GetRequiredValue(name));
            ModelPack pack = folder is not null
                ? FromHuggingFace(folder, adapter, LlamaQuantisation.Of(parsed.GetRequiredValue(quantize)), source, target, parsed.GetValue(seed))
                : FromGguf(file!, source, target, parsed.GetValue(seed));
            console.Output.WriteLine($"The pack {pack.Info.Name} ({pack.Info.Hash[..12]}…) is in {target}. {pack.Manifest.Provenance.Summary}");
            return 0;
        }));
        return command;
    }

    private static ModelPack FromHuggingFace(string folder, string? lora, LlamaQuantisation quantisation, ModelPack from, string target, ulong seed)
    {
        using HuggingFaceFolder source = HuggingFaceFolder.Open(folder);
        string what = $"{Path.GetFileName(folder)}{(lora is null ? "" : $" with the LoRA {Path.GetFileName(lora)} fused")}, {quantisation.Name}";
        return ImportedPack.Write(target, from, source.Config, what, seed, path => LlamaImport.Run(folder, lora, path, Path.GetFileName(folder), quantisation));
    }

    private static ModelPack FromGguf(string file, ModelPack from, string target, ulong seed) =>
        ImportedPack.Write(target, from, LlamaGguf.ReadConfig(GgufFile.Read(file)), Path.GetFileName(file), seed, path => File.Copy(file, path));
}
