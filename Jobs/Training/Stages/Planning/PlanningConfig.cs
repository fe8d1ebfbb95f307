using System.ComponentModel.DataAnnotations;
using VoxPilot.Core.Datasets;
using VoxPilot.Driving;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Training;

/// <summary>What the stage <c>planning</c> teaches and how much each part counts (spec/sparseoccvla.md §7.2, §8, §9.2). Data; the loop's own options are in <see cref="TrainingConfig"/>.</summary>
public sealed record PlanningConfig
{
    internal const string Forecaster = "forecaster", Planner = "planner", Connector = "connector";

    /// <summary>Weights of the forecast's losses at 1, 2 and 3 s (HERMES; §7.2).</summary>
    public double[] HorizonWeights { get; init; } = [1, 1.5, 2];

    /// <summary>
    /// The forecast's loss at each horizon. What starts from the present keeps the weights that the present was learnt with: under others the classes'
    /// scores drift, and points leave what is seen for what no camera ever sees.
    /// </summary>
    public OccupancyLossConfig ForecastLoss { get; init; } = OccupancyLossConfig.Nano();

    /// <summary>Weight of the anchors' binary cross-entropy.</summary>
    public double ScoreWeight { get; init; } = 1;

    /// <summary>Weight of the L1 distance of the nearest anchor's displacements, after every decoder layer.</summary>
    public double TrajectoryWeight { get; init; } = 1;

    /// <summary>Weight of the plan's distance from what was driven, whichever anchor it was that scored best: a wrong choice then still ends near; 0: as the paper.</summary>
    public double PositionWeight { get; init; } = 1;

    /// <summary>
    /// Key frames of a step from which the planner learns beside those of the batch. It costs a fraction of what the forecaster does, and needs far
    /// more of them: what a car does is one example a key frame, what stands around it is thousands.
    /// </summary>
    public int PlannerSamples { get; init; } = 248;

    /// <summary>
    /// Share of samples whose last denoising step is learnt from the state that the model's own steps before lead to, as when it drives. The
    /// others start from noisy anchors, which at that step it never meets.
    /// </summary>
    public double UnrolledShare { get; init; } = 0.5;

    /// <summary>Noise of the anchors: the diffusion's time is drawn from 0 up to, not with, this (§8.3).</summary>
    public int NoiseTimes { get; init; } = 40;

    /// <summary>Share of samples whose forecast is told the motion that was driven (oracle-ego); the others are told that of the model's own plan (self-ego, §7.4).</summary>
    public double TrueMotionShare { get; init; } = 0.5;

    /// <summary>
    /// Share of samples whose ego state is withheld, so that the model drives with the ego status off too. In its place comes what the images show of
    /// the car's motion (<see cref="VisualOdometry"/>); where that is unknown too, features are zeros and the global tokens get a learned code. The command stays.
    /// </summary>
    public double EgoDropout { get; init; } = 0.3;

    /// <summary>
    /// Share of the samples without ego state in which the car's motion is not seen either, as at the first frame of a drive; the others are told what
    /// the images show of it.
    /// </summary>
    public double UnseenMotionShare { get; init; } = 0.2;

    /// <summary>Share of samples whose planner sees no scene: what follows from the car's own motion is learnt apart from what cameras add.</summary>
    public double SceneDropout { get; init; } = 0.25;

    /// <summary>Least share of a step's queries that the planner sees; how many is drawn, and which. A planner that sees all of them always learns scenes by heart.</summary>
    public double LeastQueryShare { get; init; } = 0.3;

    /// <summary>Standard deviation of the noise on the planner's queries in training; their features are of the order of 1.</summary>
    public double QueryNoise { get; init; } = 0.2;

    /// <summary>
    /// Share of samples whose planner does not hear the language model (zeros in place of h_r). That state is one vector for each key frame, the same in every epoch: what always
    /// hears it learns scenes by heart.
    /// </summary>
    public double ReasoningDropout { get; init; } = 0.3;

    /// <summary>
    /// Names of data sets (their folders) whose key frames are driven without the language model: those that it learnt from in <c>alignment</c>. On them it is better
    /// informed than it will ever be again, and who listens to it there learns to trust it too much.
    /// </summary>
    public string[] Unheard { get; init; } = [];

    /// <summary>Standard deviation of the noise on h_r in training, in units of its spread over its channels.</summary>
    public double ReasoningNoise { get; init; } = 0.3;

    /// <summary>Share of samples from the mirrored world.</summary>
    public double MirrorProbability { get; init; } = 0.5;

    /// <summary>How often a key frame of each manoeuvre comes per epoch.</summary>
    public ManoeuvreWeights Weights { get; init; } = new();

    /// <summary>
    /// True: planner and forecaster begin with new weights and the architecture of the preset; false: with those of the pack. For a pack whose
    /// perception has been trained anew since they were.
    /// </summary>
    public bool Anew { get; init; }

    /// <summary>
    /// True: the planner hears the tokens' own state beside the language model's (<see cref="VoxPilot.Planning.PlannerConfig.HearsTokens"/>), also that of a pack which did not: it then
    /// begins with the tokens alone, and learns from there to listen.
    /// </summary>
    public bool HearsTokens { get; init; }

    /// <summary>Where planner and forecaster get the language model's states from; null: an aligned pack's from its language model, any other's from the tokens.</summary>
    public ReasoningSource? Reasoning { get; init; }

    /// <summary>
    /// Parts that keep their weights: forecaster, planner, connector. To teach a forecaster over a planner that is good already, the other two; a planner alone, without
    /// forecaster and connector, takes about half of the time a step.
    /// </summary>
    public string[] Frozen { get; init; } = [];

    /// <summary>True: the anchors are clustered from what was driven in the training data; false, or where the planner is frozen: the pack's stay.</summary>
    public bool ClusterAnchors { get; init; } = true;

    /// <summary>Validation key frames, evenly spread, whose plans a preview measures.</summary>
    public int PlannedFrames { get; init; } = 200;

    /// <summary>Of these, how many have their forecasts measured too, and score thresholds set on them at the end.</summary>
    public int ForecastFrames { get; init; } = 16;

    /// <summary>What suits a size.</summary>
    public static PlanningConfig For(TrainingPreset preset) => preset switch
    {
        TrainingPreset.Paper => new() { ForecastLoss = OccupancyLossConfig.SparseWorld(), PlannedFrames = 500, ForecastFrames = 64 },
        _ => new() { HearsTokens = true },
    };

    /// <summary>How the loop trains it at a size: about ten epochs in nano's world; a schedule of the paper's twelve epochs at 16 (§9.1).</summary>
    public static TrainingConfig Training(TrainingPreset preset) => preset switch
    {
        TrainingPreset.Paper => new() { Steps = 21_000, BatchSize = 16, LearningRate = 4e-4, ClipNorm = 35, Precision = TrainingPrecision.Mixed },
        TrainingPreset.Mini => new() { Steps = 600, BatchSize = 8, LearningRate = 4e-4, WarmupSteps = 50, ClipNorm = 35, AverageDecay = 0.99, PreviewSteps = 200 },
        _ => new() { Steps = 6000, BatchSize = 8, LearningRate = 4e-4, ClipNorm = 35, PreviewSteps = 1000 },
    };

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ValidationException">An option is out of range; the message names it.</exception>
    public void Validate()
    {
        Check(HorizonWeights.Length == 3 && HorizonWeights.All(w => w >= 0), nameof(HorizonWeights), "three numbers of 0 or more, for 1, 2 and 3 s");
        Check(ScoreWeight >= 0, nameof(ScoreWeight), "0 or more");
        Check(TrajectoryWeight >= 0, nameof(TrajectoryWeight), "0 or more");
        Check(PositionWeight >= 0, nameof(PositionWeight), "0 or more");
        Check(PlannerSamples is >= 0 and <= 4096, nameof(PlannerSamples), "0 to 4096");
        Check(UnrolledShare is >= 0 and <= 1, nameof(UnrolledShare), "a share, 0 to 1");
        Check(NoiseTimes is >= 1 and <= 1000, nameof(NoiseTimes), "1 to 1000, the diffusion's steps");
        Check(TrueMotionShare is >= 0 and <= 1, nameof(TrueMotionShare), "a share, 0 to 1");
        Check(EgoDropout is >= 0 and <= 1, nameof(EgoDropout), "a share, 0 to 1");
        Check(UnseenMotionShare is >= 0 and <= 1, nameof(UnseenMotionShare), "a share, 0 to 1");
        Check(SceneDropout is >= 0 and <= 1, nameof(SceneDropout), "a share, 0 to 1");
        Check(LeastQueryShare is > 0 and <= 1, nameof(LeastQueryShare), "a share, above 0 and up to 1");
        Check(QueryNoise >= 0, nameof(QueryNoise), "0 or more");
        Check(ReasoningDropout is >= 0 and <= 1, nameof(ReasoningDropout), "a share, 0 to 1");
        Check(ReasoningNoise is >= 0 and < 1000, nameof(ReasoningNoise), "0 or more");
        Check(MirrorProbability is >= 0 and <= 1, nameof(MirrorProbability), "a share, 0 to 1");
        Check(Enum.GetValues<Manoeuvre>().All(m => Weights.Of(m) is >= 0 and < 1000), nameof(Weights), "numbers from 0 to 1000");
        Check(Frozen.All(part => part is Forecaster or Planner or Connector) && Frozen.Distinct().Count() < 3, nameof(Frozen), $"some of {Forecaster}, {Planner}, {Connector}, not all");
        Check(!Anew || !Frozen.Except([Connector]).Any(), nameof(Frozen), "without what begins anew");
        Check(PlannedFrames >= 1, nameof(PlannedFrames), "1 or more");
        Check(ForecastFrames >= 1, nameof(ForecastFrames), "1 or more");
    }

    private static void Check(bool holds, string name, string expected)
    {
        if (!holds)
        {
            throw new ValidationException($"{name} of the stage planning must be {expected}.");
        }
    }
}
