using System.Globalization;
using System.Text;

namespace VoxPilot.Driving;

/// <summary>Writes what training leaves behind: networks of a pack with new weights, in half precision, beside that pack's language model.</summary>
public static class TrainedPack
{
    /// <summary>Writes a pack.</summary>
    /// <param name="folder">Where it is to lie; what lies there is replaced.</param>
    /// <param name="model">Networks and anchors.</param>
    /// <param name="source">The pack whose language model, vocabulary and adapters are taken over.</param>
    /// <param name="manifest">What pack.json is to say: config, provenance, metrics; its list of files is filled in here.</param>
    /// <param name="language">Writes another language model to the path that it is given, in place of the source's and of its adapters; null: those are taken over.</param>
    public static ModelPack Write(string folder, DrivingModel model, ModelPack source, PackManifest manifest, Action<string>? language = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(manifest);
        manifest.Config.Validate();
        return PackWriter.Write(folder, manifest, target =>
        {
            PackLoader.Save(model, target, half: true);
            Copy(source, target, file => language is null && !Written(file));
            language?.Invoke(Path.Combine(target, PackFiles.Language));
            File.WriteAllText(Path.Combine(target, PackFiles.ModelCard), Card(manifest));
        });
    }

    /// <summary>Copies a pack to where it is to be used, with the figures that it was measured to reach.</summary>
    /// <param name="folder">Where it is to lie; the folder's name becomes the pack's. What lies there is replaced.</param>
    /// <param name="source">The pack.</param>
    /// <param name="metrics">Its figures.</param>
    public static ModelPack Install(string folder, ModelPack source, IReadOnlyList<PackMetric> metrics)
    {
        ArgumentNullException.ThrowIfNull(source);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return Rewrite(folder, source, source.Manifest with { Name = name, Metrics = metrics }, file => file != PackFiles.ModelCard, _ => { });
    }

    /// <summary>Writes a pack with another manifest; some files are taken over, others are written anew.</summary>
    /// <param name="folder">Where it is to lie.</param>
    /// <param name="source">The pack.</param>
    /// <param name="manifest">What pack.json is to say.</param>
    /// <param name="kept">Which files are taken over; a model card that is not is written by the manifest.</param>
    /// <param name="write">Writes others into the folder that it is given.</param>
    internal static ModelPack Rewrite(string folder, ModelPack source, PackManifest manifest, Func<string, bool> kept, Action<string> write) =>
        PackWriter.Write(folder, manifest, target =>
        {
            Copy(source, target, kept);
            write(target);
            if (!kept(PackFiles.ModelCard))
            {
                File.WriteAllText(Path.Combine(target, PackFiles.ModelCard), Card(manifest));
            }
        });

    private static void Copy(ModelPack source, string target, Func<string, bool> which)
    {
        foreach (string file in source.Manifest.Files.Select(f => f.Name).Where(which))
        {
            string copy = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(source.PathOf(file), copy);
        }
    }

    private static bool Written(string file) => file is PackFiles.Perception or PackFiles.Planner or PackFiles.Connector or PackFiles.Anchors or PackFiles.ModelCard;

    private static string Card(PackManifest manifest)
    {
        StringBuilder card = new();
        card.AppendLine(CultureInfo.InvariantCulture, $"# {manifest.Name}").AppendLine();
        card.AppendLine(manifest.Provenance.Summary).AppendLine();
        card.AppendLine("It is a research and development tool, never the thing that holds the wheel.").AppendLine();
        card.AppendLine("## How it was trained").AppendLine();
        Lines(card, "Stages, in order", manifest.Provenance.Stages);
        Lines(card, "Data", manifest.Provenance.Datasets);
        if (manifest.Metrics.Count > 0)
        {
            card.AppendLine("## What was measured").AppendLine();
            card.AppendLine("| figure | value | command |").AppendLine("| --- | --- | --- |");
            foreach (PackMetric metric in manifest.Metrics)
            {
                card.AppendLine(CultureInfo.InvariantCulture, $"| {metric.Name} | {metric.Value:0.###} {metric.Unit} | `{metric.Command}` |");
            }
        }
        return card.ToString().ReplaceLineEndings("\n");
    }

    private static void Lines(StringBuilder card, string title, IReadOnlyList<string> lines)
    {
        card.AppendLine(CultureInfo.InvariantCulture, $"{title}:").AppendLine();
        foreach (string line in lines)
        {
            card.AppendLine(CultureInfo.InvariantCulture, $"- {line}");
        }
        card.AppendLine();
    }
}
