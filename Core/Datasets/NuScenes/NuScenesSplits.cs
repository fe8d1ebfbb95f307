using System.Globalization;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>
/// nuScenes' official splits, by names of scenes (devkit: utils/splits.py). Train, val and test share no scene; the mini splits are parts of the
/// first two and have tables of their own (v1.0-mini).
/// </summary>
public static class NuScenesSplits
{
    private const string Prefix = "scene-";
    private const int Digits = 4;

    private static readonly Dictionary<NuScenesSplit, HashSet<int>> Numbers = new()
    {
        [NuScenesSplit.Train] = Ranges(
            "1-2 4-11 19-34 41-76 120-135 138-139 149-152 154-155 157-168 170-185 187-188 190-196 199-200 202-204 206-214 218-220 222 224-264 "
            + "283-306 315-318 321 323-324 328 347-386 388-403 405-408 410-459 461-465 467-469 471-472 474-480 499-502 504-515 517-518 525-539 "
            + "541-546 566 568 570-578 580 582-600 639-679 681 683-689 695-698 700-701 703-719 726-728 730-731 733-741 744 746-747 749-752 "
            + "757-765 767-769 786-787 789-792 803-806 808-813 815-817 819-822 847-856 858 860-866 868-873 875-878 880 882-903 945 947 949 "
            + "952-953 955-961 975-984 988-992 994-1025 1044-1058 1074-1102 1104-1110"),
        [NuScenesSplit.Val] = Ranges(
            "3 12-18 35-36 38-39 92-110 221 268-278 329-332 344-346 519-524 552-565 625-627 629-630 632-638 770-771 775 777-778 780-784 794-800 "
            + "802 904-917 919-931 962-963 966-969 971-972 1059-1073"),
        [NuScenesSplit.Test] = Ranges(
            "77-91 111-119 140 142-148 265-266 279-282 307-314 333-343 481-498 547-551 601-604 606-624 827-831 833-842 844-846 932-933 935-943 1026-1043"),
        [NuScenesSplit.MiniTrain] = Ranges("61 553 655 757 796 1077 1094 1100"),
        [NuScenesSplit.MiniVal] = Ranges("103 916"),
    };

    /// <summary>Train, val or test: whichever the scene belongs to; null for a name that nuScenes does not have.</summary>
    public static NuScenesSplit? Of(string scene)
    {
        foreach (NuScenesSplit split in (ReadOnlySpan<NuScenesSplit>)[NuScenesSplit.Train, NuScenesSplit.Val, NuScenesSplit.Test])
        {
            if (Contains(split, scene))
            {
                return split;
            }
        }
        return null;
    }

    /// <summary>True if the scene belongs to the split.</summary>
    public static bool Contains(NuScenesSplit split, string scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return scene.Length == Prefix.Length + Digits && scene.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(scene.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && Numbers[split].Contains(number);
    }

    private static HashSet<int> Ranges(string ranges)
    {
        HashSet<int> numbers = [];
        foreach (string range in ranges.Split(' '))
        {
            string[] ends = range.Split('-');
            int first = int.Parse(ends[0], CultureInfo.InvariantCulture), last = int.Parse(ends[^1], CultureInfo.InvariantCulture);
            numbers.UnionWith(Enumerable.Range(first, last - first + 1));
        }
        return numbers;
    }
}
