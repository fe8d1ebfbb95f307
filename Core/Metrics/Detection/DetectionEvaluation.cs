using System.Runtime.InteropServices;

using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Metrics.Detection;

/// <summary>
/// nuScenes' detection evaluation (devkit: eval/detection), key frame after key frame. Boxes are matched when they are added and sorted once;
/// after that the figures of any weighting of the scenes cost a pass over the boxes, and weightings seen before cost nothing.
/// Key frames are added in the order of the submission, which decides between boxes of equal score.
/// </summary>
public sealed class DetectionEvaluation
{
    private const int MostKept = 4096; // weightings whose figures are kept

    private readonly Lock gate = new();
    private readonly DetectionMatches[] matches = [.. Enumerable.Range(0, DetectionClasses.Count).Select(_ => new DetectionMatches())];
    private readonly DetectionMatcher matcher = new();
    private readonly List<DetectionBox> found = [];
    private readonly List<DetectionBox> truths = [];
    private readonly Dictionary<int[], DetectionMetrics> known = new(new WeightsComparer());
    private DetectionRanking[]? rankings;

    /// <summary>Number of scenes; scene s is the one that was added under position s.</summary>
    public int Scenes { get; private set; }

    /// <summary>Number of key frames.</summary>
    public int Frames { get; private set; }

    /// <summary>True boxes that count, of all classes.</summary>
    public long Truths => matches.Sum(one => one.TruthCount);

    /// <summary>mAP; <see cref="ISceneMeasure.Count"/> is the number of true boxes.</summary>
    public ISceneMeasure MeanAp => new DetectionMeasure(this, metrics => metrics.MeanAp, Truths);

    /// <summary>NDS; <see cref="ISceneMeasure.Count"/> is the number of true boxes.</summary>
    public ISceneMeasure Nds => new DetectionMeasure(this, metrics => metrics.Nds, Truths);

    /// <summary>Adds a key frame.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="boxes">What was found in it, in the frame of the truth.</param>
    /// <param name="truth">What is there.</param>
    /// <exception cref="ArgumentException">A detected box cannot be evaluated; nothing is added.</exception>
    public void Add(int scene, ReadOnlySpan<DetectionBox> boxes, DetectionTruth truth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scene);
        ArgumentNullException.ThrowIfNull(truth);
        for (int p = 0; p < boxes.Length; p++)
        {
            if (!boxes[p].IsSound)
            {
                throw new ArgumentException($"Box {p} of key frame {Frames} holds a number that is not finite, a size that is not positive or no rotation: {boxes[p]}.", nameof(boxes));
            }
        }
        lock (gate)
        {
            rankings = null;
            known.Clear();
            Scenes = Math.Max(Scenes, scene + 1);
            Frames++;
            truth.Keep(boxes, found);
            truth.Keep(truth.Boxes, truths);
            foreach (DetectionBox box in truths)
            {
                matches[(int)box.Class].AddTruth(scene);
            }
            AddMatches(scene, matcher.Match(found, truths));
        }
    }

    /// <summary>AP of a class; <see cref="ISceneMeasure.Count"/> is the number of its true boxes.</summary>
    public ISceneMeasure Ap(DetectionClass what) => new DetectionMeasure(this, metrics => metrics.Ap(what), matches[(int)what].TruthCount);

    /// <summary>mATE, mASE, mAOE, mAVE or mAAE; <see cref="ISceneMeasure.Count"/> is the number of boxes matched at 2 m.</summary>
    public ISceneMeasure MeanError(DetectionError error) => new DetectionMeasure(this, metrics => metrics.MeanError(error), matches.Sum(one => (long)one.Errors.Count));

    /// <summary>The official figures: every scene once.</summary>
    public DetectionMetrics Metrics() => Metrics(Once());

    /// <summary>The figures where scene s counts <paramref name="weights"/>[s] times.</summary>
    /// <exception cref="ArgumentException">There is not one weight for each scene.</exception>
    public DetectionMetrics Metrics(ReadOnlySpan<int> weights)
    {
        if (weights.Length != Scenes)
        {
            throw new ArgumentException($"There are {weights.Length} weights; one for each of the {Scenes} scenes was expected.", nameof(weights));
        }
        lock (gate)
        {
            Dictionary<int[], DetectionMetrics>.AlternateLookup<ReadOnlySpan<int>> lookup = known.GetAlternateLookup<ReadOnlySpan<int>>();
            if (lookup.TryGetValue(weights, out DetectionMetrics? metrics))
            {
                return metrics;
            }
            DetectionCurve[][] curves = new DetectionCurve[DetectionClasses.Count][];
            for (int c = 0; c < curves.Length; c++)
            {
                curves[c] = Ranked()[c].Curves(weights);
            }
            if (known.Count == MostKept)
            {
                known.Clear();
            }
            return lookup[weights] = new(curves);
        }
    }

    /// <summary>The curves of a class, one for each of <see cref="DetectionConfig.MatchDistances"/>; every scene once.</summary>
    public IReadOnlyList<DetectionCurve> Curves(DetectionClass what)
    {
        lock (gate)
        {
            return Ranked()[(int)what].Curves(Once());
        }
    }

    private DetectionRanking[] Ranked() => rankings ??= [.. matches.Select(one => new DetectionRanking(one))];

    private int[] Once()
    {
        int[] once = new int[Scenes];
        Array.Fill(once, 1);
        return once;
    }

    // matched: (D, P)
    private void AddMatches(int scene, ReadOnlySpan<int> matched)
    {
        ReadOnlySpan<DetectionBox> boxes = CollectionsMarshal.AsSpan(found), things = CollectionsMarshal.AsSpan(truths);
        for (int p = 0; p < boxes.Length; p++)
        {
            byte bits = 0;
            for (int d = 0; d < DetectionConfig.MatchDistances.Count; d++)
            {
                bits |= matched[d * boxes.Length + p] >= 0 ? (byte)(1 << d) : (byte)0;
            }
            DetectionMatches of = matches[(int)boxes[p].Class];
            of.Add(scene, boxes[p].Score, bits);
            if (matched[DetectionConfig.ErrorDistance * boxes.Length + p] is >= 0 and int t)
            {
                of.Errors.Add(MatchErrors.Of(things[t], boxes[p]));
            }
        }
    }

    private sealed class WeightsComparer : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(int[] weights) => GetHashCode(weights.AsSpan());

        public int GetHashCode(ReadOnlySpan<int> weights)
        {
            HashCode hash = default;
            hash.AddBytes(MemoryMarshal.AsBytes(weights));
            return hash.ToHashCode();
        }

        public int[] Create(ReadOnlySpan<int> alternate) => alternate.ToArray();
    }
}
