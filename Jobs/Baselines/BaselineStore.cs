using System.Text.Json;
using VoxPilot.Core.Formats;
using VoxPilot.Torch;

namespace VoxPilot.Jobs.Baselines;

/// <summary>
/// The folder of one fit: <c>ego-mlp.safetensors</c>, <c>voxel-prior*.npz</c> (Occ3D's own layout) and, written last,
/// <c>baselines.json</c>. A folder without it, or with a damaged file, counts as absent.
/// </summary>
internal sealed class BaselineStore(string folder)
{
    private const string Json = "baselines.json", Mlp = "ego-mlp.safetensors", Prior = "voxel-prior.npz", Frequent = "voxel-prior-most-frequent.npz";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>What is kept; null where there is nothing of that fingerprint.</summary>
    public FittedBaselines? Load(string fingerprint)
    {
        try
        {
            if (!File.Exists(InFolder(Json)))
            {
                return null;
            }
            Description? found = JsonSerializer.Deserialize<Description>(File.ReadAllBytes(InFolder(Json)), Indented);
            if (found?.Fingerprint != fingerprint)
            {
                return null;
            }
            EgoMlpWeights weights = EgoMlpWeights.Load(InFolder(Mlp));
            return new()
            {
                Training = found.Training,
                Keyframes = found.Keyframes,
                Examples = found.Examples,
                Fingerprint = fingerprint,
                Reused = true,
                CommandMean = weights.Means,
                EgoMlp = new(weights),
                VoxelPrior = found.PriorKeyframes is { } frames ? new(Occ3DLabels.Read(InFolder(Prior)).Grid, Occ3DLabels.Read(InFolder(Frequent)).Grid, frames, found.PriorMeanIoU ?? 0) : null,
            };
        }
        catch (Exception damaged) when (damaged is IOException or InvalidDataException or JsonException or TensorFileException)
        {
            return null; // fitted anew
        }
    }

    /// <summary>Keeps a fit.</summary>
    public void Save(FittedBaselines fitted)
    {
        Directory.CreateDirectory(folder);
        File.Delete(InFolder(Json));
        fitted.EgoMlp.Weights.Save(InFolder(Mlp));
        if (fitted.VoxelPrior is { } prior)
        {
            Write(Prior, stream => new Occ3DLabels(prior.Grid, null, null).Write(stream));
            Write(Frequent, stream => new Occ3DLabels(prior.MostFrequent, null, null).Write(stream));
        }
        Description description = new(fitted.Training, fitted.Keyframes, fitted.Examples, fitted.Fingerprint, fitted.EgoMlp.HeldBackError, fitted.VoxelPrior?.Keyframes, fitted.VoxelPrior?.TrainingMeanIoU);
        Write(Json, stream => JsonSerializer.Serialize(stream, description, Indented));
    }

    private void Write(string name, Action<Stream> write)
    {
        string temporary = InFolder($"{name}.{Environment.ProcessId}.tmp");
        using (FileStream stream = File.Create(temporary))
        {
            write(stream);
        }
        File.Move(temporary, InFolder(name), overwrite: true);
    }

    private string InFolder(string name) => Path.Combine(folder, name);

    private sealed record Description(
        string Training, int Keyframes, int Examples, string Fingerprint, double EgoMlpHeldBackErrorMetres, int? PriorKeyframes, double? PriorMeanIoU);
}
