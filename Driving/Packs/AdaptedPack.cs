using System.Globalization;
using VoxPilot.Llm;

namespace VoxPilot.Driving;

/// <summary>Packs with a LoRA: fused into their language model, or beside it.</summary>
public static class AdaptedPack
{
    /// <summary>
    /// Writes a pack like another one, with a LoRA fused into its language model. Adapters are not taken over: they were trained beside the language model
    /// as it was. Nor are figures: they were measured of it.
    /// </summary>
    /// <param name="folder">Where it is to lie; what lies there is replaced. The folder's name becomes the pack's.</param>
    /// <param name="from">The pack.</param>
    /// <param name="lora">PEFT's folder of the LoRA, or a GGUF.</param>
    /// <param name="quantisation">How matrices are stored; null: as they were.</param>
    /// <param name="scale">How much of the LoRA; 1 as trained.</param>
    /// <exception cref="InvalidDataException">The LoRA does not fit, or nothing can be fused into how the language model is stored.</exception>
    public static ModelPack Fuse(string folder, ModelPack from, string lora, LlamaQuantisation? quantisation, double scale)
    {
        ArgumentNullException.ThrowIfNull(from);
        PackManifest manifest = from.Manifest;
        string what = $"the LoRA {NameOf(lora)}{(scale == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (times {scale})"))} fused{(quantisation is null ? "" : $", {quantisation.Name}")}";
        manifest = manifest with
        {
            Name = NameOf(folder),
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Metrics = [],
            Provenance = manifest.Provenance with
            {
                Summary = $"{from.Info.Name} with {what}. {manifest.Provenance.Summary}",
                Stages = [.. manifest.Provenance.Stages, $"models fuse: {what}, into {from.Info.Name} ({from.Info.Hash[..12]})"],
            },
        };
        return TrainedPack.Rewrite(
            folder, from, manifest,
            file => file is not (PackFiles.Language or PackFiles.ModelCard) && !file.StartsWith(PackFiles.Adapters + "/", StringComparison.Ordinal),
            target => LoraFusion.Run(from.PathOf(PackFiles.Language), lora, Path.Combine(target, PackFiles.Language), quantisation, scale));
    }

    /// <summary>Puts a LoRA into a pack as an adapter, which is loaded with it and serves the questions that name it.</summary>
    /// <param name="pack">The pack; it is written anew where it lies.</param>
    /// <param name="name">The adapter's name.</param>
    /// <param name="lora">PEFT's folder of the LoRA, or a GGUF.</param>
    /// <exception cref="InvalidDataException">The LoRA does not fit, or the name cannot be used or is taken.</exception>
    public static ModelPack Add(ModelPack pack, string name, string lora)
    {
        ArgumentNullException.ThrowIfNull(pack);
        if (!AdapterName.Allows(name))
        {
            throw new InvalidDataException($"'{name}' cannot be the name of an adapter, which has {AdapterName.Rule}.");
        }
        if (pack.Adapters.Any(a => a.Name == name))
        {
            throw new InvalidDataException($"The pack {pack.Info.Name} has an adapter {name} already; take another name.");
        }
        LanguageConfig language = pack.Manifest.Config.Language;
        using LoraAdapter adapter = LoraAdapter.Read(lora, language);
        PackManifest manifest = pack.Manifest with
        {
            Provenance = pack.Manifest.Provenance with { Stages = [.. pack.Manifest.Provenance.Stages, $"models adapter: {name} of {NameOf(lora)}"] },
        };
        return TrainedPack.Rewrite(pack.Folder, pack, manifest, _ => true, target =>
        {
            string file = Path.Combine(target, PackFiles.Adapter(name));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            LoraGguf.Write(file, language, adapter);
        });
    }

    private static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
}
