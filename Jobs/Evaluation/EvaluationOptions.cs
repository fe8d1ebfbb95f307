namespace VoxPilot.Jobs.Evaluation;

/// <summary>What is evaluated, on what, and how.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Answers are this long at most, tokens.</summary>
    public const int DefaultAnswerTokens = 256;

    /// <summary>Folder of the data set, in nuScenes' format.</summary>
    public required string Data { get; init; }

    /// <summary>Which of its key frames: val, train or all; null takes val of a recorded nuScenes set and all of any other.</summary>
    public string? Split { get; init; }

    /// <summary>Folder of the training split, for the baselines that are trained; null takes the train scenes of <see cref="Data"/> where val is measured.</summary>
    public string? Train { get; init; }

    /// <summary>What is measured.</summary>
    public IReadOnlyList<EvaluationTask> Tasks { get; init; } = EvaluationTasks.All;

    /// <summary>The pack is not told how the car moves; what images show of it still counts. Past frames are still aligned by their poses.</summary>
    public bool IgnoreEgo { get; init; }

    /// <summary>What is done to the images before the pack sees them.</summary>
    public IReadOnlyList<ImageDegradation> Degradations { get; init; } = [];

    /// <summary>At most this many key frames, from the first on; null for all.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether baselines are measured beside.</summary>
    public bool Baselines { get; init; } = true;

    /// <summary>At most this many questions of each kind are asked at a key frame; null for all.</summary>
    public int? QuestionsPerKind { get; init; }

    /// <summary>Answers are this long at most, tokens.</summary>
    public int AnswerTokens { get; init; } = DefaultAnswerTokens;

    /// <summary>Seed of the pack's draws, of image noise and of the bootstrap.</summary>
    public ulong Seed { get; init; }

    /// <summary>Folder where the predictions are written as others' scripts read them; null for nowhere.</summary>
    public string? Submissions { get; init; }

    /// <summary>The command, as it stands in the report.</summary>
    public string Command { get; init; } = "./voxpilot evaluate";
}
