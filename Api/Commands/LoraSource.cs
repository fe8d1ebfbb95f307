using VoxPilot.Driving;

namespace VoxPilot.Api.Commands;

/// <summary>LoRAs on the command line.</summary>
internal static class LoraSource
{
    /// <summary>What is taken, for help.</summary>
    public const string Help = "PEFT's folder of a LoRA, or a LoRA as a GGUF file";

    /// <summary>Path of a LoRA: of a folder or file, or of an adapter that lies in the pack.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static string Find(string lora, ModelPack pack)
    {
        if (Directory.Exists(lora) || File.Exists(lora))
        {
            return Path.GetFullPath(lora);
        }
        if (pack.Adapters.FirstOrDefault(a => a.Name == lora) is { File: { } file })
        {
            return pack.PathOf(file);
        }
        string there = pack.Adapters.Count == 0 ? "has none" : $"has {string.Join(", ", pack.Adapters.Select(a => a.Name))}";
        throw new InvalidDataException($"'{lora}' is no folder, no file and no adapter of the pack {pack.Info.Name}, which {there}.");
    }
}
