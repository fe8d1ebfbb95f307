using System.Security.Cryptography;
using System.Text;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.NuScenes;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>The key frames that are measured, scene by scene in the order of time.</summary>
internal sealed class Population
{
    /// <summary>Name of the split that takes everything.</summary>
    public const string All = "all";

    /// <summary>Name of nuScenes' validation split.</summary>
    public const string Val = "val";

    /// <summary>Name of nuScenes' training split.</summary>
    public const string Train = "train";

    private static readonly Dictionary<string, NuScenesSplit> Splits = new(StringComparer.Ordinal)
    {
        [Train] = NuScenesSplit.Train,
        [Val] = NuScenesSplit.Val,
        ["test"] = NuScenesSplit.Test,
        ["mini_train"] = NuScenesSplit.MiniTrain,
        ["mini_val"] = NuScenesSplit.MiniVal,
    };

    private Population(NuScenesDataset dataset, string split, int[] keyframes, string[] scenes)
    {
        (Dataset, Split, Keyframes, Scenes) = (dataset, split, keyframes, scenes);
        Positions = scenes.Select((name, i) => (name, i)).ToDictionary(s => s.name, s => s.i, StringComparer.Ordinal);
    }

    /// <summary>Where they come from.</summary>
    public NuScenesDataset Dataset { get; }

    /// <summary>Which split: val, train or all.</summary>
    public string Split { get; }

    /// <summary>Their positions in the data set.</summary>
    public IReadOnlyList<int> Keyframes { get; }

    /// <summary>Names of their scenes, in the order in which the bootstrap counts them.</summary>
    public IReadOnlyList<string> Scenes { get; }

    private Dictionary<string, int> Positions { get; }

    /// <summary>Chooses the key frames.</summary>
    /// <param name="dataset">The data set.</param>
    /// <param name="split">val, train, all, or null for what suits the data set.</param>
    /// <param name="limit">At most so many.</param>
    /// <exception cref="EvaluationException">There are none.</exception>
    public static Population Of(NuScenesDataset dataset, string? split, int? limit)
    {
        split ??= HasBoth(dataset) ? Val : All;
        if (split != All && !Splits.ContainsKey(split))
        {
            throw new EvaluationException($"There is no split '{split}'; take one of {string.Join(", ", Splits.Keys)} or {All}.");
        }
        int[] keyframes = [.. Of(dataset, split).Take(limit ?? int.MaxValue)];
        return keyframes.Length > 0
            ? new(dataset, split, keyframes, [.. keyframes.Select(dataset.Scene).Distinct(StringComparer.Ordinal)])
            : throw new EvaluationException($"{dataset.Name} has no key frame of split {split}; its scenes are {Few([.. Enumerable.Range(0, dataset.Count).Select(dataset.Scene).Distinct(StringComparer.Ordinal)])}. Take another --split, or all.");
    }

    /// <summary>Positions of a split's key frames.</summary>
    public static IEnumerable<int> Of(IDriveDataset dataset, string split) =>
        Enumerable.Range(0, dataset.Count).Where(i => split == All || NuScenesSplits.Contains(Splits[split], dataset.Scene(i)));

    /// <summary>Position of a scene among those that are measured.</summary>
    public int Position(string scene) => Positions[scene];

    /// <summary>As a report describes it.</summary>
    public ReportData Describe()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (int index in Keyframes)
        {
            hash.AppendData(Encoding.ASCII.GetBytes(Dataset.Token(index)));
        }
        return new(Split == All ? Dataset.Name : $"{Dataset.Name} ({Split})", Scenes, Keyframes.Count, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Refuses predictions of other key frames than those that are measured.</summary>
    /// <param name="name">What the predictions are called.</param>
    /// <param name="tokens">Tokens of their key frames.</param>
    /// <param name="moreAllowed">Whether there may be more than are measured.</param>
    /// <exception cref="EvaluationException">Some are missing, or are there that do not belong; they are counted and named.</exception>
    public void Compare(string name, IEnumerable<string> tokens, bool moreAllowed)
    {
        HashSet<string> there = [.. tokens], wanted = [.. Keyframes.Select(Dataset.Token)];
        string[] missing = [.. wanted.Where(t => !there.Contains(t))], foreign = [.. there.Where(t => !wanted.Contains(t))];
        if (missing.Length > 0)
        {
            throw new EvaluationException($"{name}: {missing.Length} of {wanted.Count} key frames of {Describe().Name} have no prediction: {Few(missing)}.");
        }
        if (foreign.Length > 0 && !moreAllowed)
        {
            throw new EvaluationException($"{name}: {foreign.Length} predictions are of key frames that are not among the {wanted.Count} of {Describe().Name}: {Few(foreign)}. Was another split or data set predicted?");
        }
    }

    /// <summary>The first few of a list and how many more there are.</summary>
    internal static string Few(IReadOnlyList<string> names, int count = 5) =>
        string.Join(", ", names.Take(count)) + (names.Count > count ? $" and {names.Count - count} more" : "");

    /// <summary>Whether a data set has scenes of nuScenes' training split and of its validation split.</summary>
    public static bool HasBoth(IDriveDataset dataset) => Of(dataset, Train).Any() && Of(dataset, Val).Any();
}
