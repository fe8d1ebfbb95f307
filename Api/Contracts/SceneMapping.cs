using VoxPilot.Driving;

namespace VoxPilot.Api.Contracts;

/// <summary>Scenes, answers and packs as the API writes them.</summary>
internal static class SceneMapping
{
    /// <summary>A scene.</summary>
    public static SceneBody ToBody(Scene scene) => new()
    {
        Id = scene.Id,
        Cameras = scene.Cameras,
        Queries = scene.Queries,
        CreatedAt = scene.CreatedAt,
        ExpiresAt = scene.ExpiresAt,
        Sequence = scene.Sequence,
        Timestamp = scene.Timestamp,
        HistoryFrames = scene.HistoryFrames,
        SeenMotion = scene.SeenMotion is { } motion ? new() { Speed = motion.Speed, YawRate = motion.YawRate, SpeedDeviation = motion.SpeedDeviation } : null,
        Pack = ToBody(scene.Pack),
        Trained = scene.Pack.Trained,
        Seed = scene.Seed,
        Timings = scene.Timings,
    };

    /// <summary>The name of a pack.</summary>
    public static PackBody ToBody(PackInfo pack) => new() { Name = pack.Name, Hash = pack.Hash };

    /// <summary>Where a planner's reasoning token comes from.</summary>
    public static string NameOf(ReasoningSource reasoning) => reasoning == ReasoningSource.Constant ? "constant" : "language_model";

    /// <summary>An entry of the list of models.</summary>
    public static ModelBody ToModel(PackInfo pack) => new()
    {
        Id = pack.Name,
        Created = pack.CreatedAt.ToUnixTimeSeconds(),
        Status = pack.Loaded ? "loaded" : "available",
        Trained = pack.Trained,
        Capabilities = pack.Capabilities,
        Reasoning = NameOf(pack.Reasoning),
        Hash = pack.Hash,
        Architecture = pack.Architecture,
        Metrics = pack.Metrics,
    };

    /// <summary>An answer.</summary>
    public static AnswerBody ToBody(Answer answer) => new()
    {
        Answer = answer.Text,
        FinishReason = answer.Finish switch
        {
            AnswerFinish.Stop => "stop",
            AnswerFinish.Length => "length",
            _ => "cancelled",
        },
        Adapter = answer.Adapter,
        Usage = new()
        {
            PromptTokens = answer.Usage.PromptTokens,
            SceneTokens = answer.Usage.SceneTokens,
            CachedTokens = answer.Usage.CachedTokens,
            CompletionTokens = answer.Usage.CompletionTokens,
        },
        Pack = ToBody(answer.Pack),
        Trained = answer.Pack.AnswersTrained,
        Seed = answer.Seed,
        Timings = answer.Timings,
    };
}
