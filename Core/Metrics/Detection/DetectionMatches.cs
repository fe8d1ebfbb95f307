namespace VoxPilot.Core.Metrics.Detection;

/// <summary>All detected boxes of a class with what they matched, and how many true boxes there are; in the order in which they were added.</summary>
internal sealed class DetectionMatches
{
    private readonly List<int> truths = []; // by scene

    /// <summary>Score of each detected box.</summary>
    public List<double> Scores { get; } = [];

    /// <summary>Scene of each detected box.</summary>
    public List<int> Scenes { get; } = [];

    /// <summary>Bit d of each detected box is set if it matched at the match distance d.</summary>
    public List<byte> Matched { get; } = [];

    /// <summary>Errors of those that matched at <see cref="DetectionConfig.ErrorDistance"/>, in their order.</summary>
    public List<MatchErrors> Errors { get; } = [];

    /// <summary>True boxes by scene.</summary>
    public IReadOnlyList<int> Truths => truths;

    /// <summary>True boxes of all scenes.</summary>
    public long TruthCount { get; private set; }

    public void AddTruth(int scene)
    {
        while (truths.Count <= scene)
        {
            truths.Add(0);
        }
        truths[scene]++;
        TruthCount++;
    }

    public void Add(int scene, double score, byte matched)
    {
        Scenes.Add(scene);
        Scores.Add(score);
        Matched.Add(matched);
    }
}
