using VoxPilot.Core;
using VoxPilot.Driving;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Api.Problems;

/// <summary>What each exception means to a client.</summary>
internal static class ProblemMapping
{
    private static readonly TimeSpan LoadingRetry = TimeSpan.FromSeconds(2);

    /// <summary>The problem that an exception is answered with. Nothing of an unexpected exception reaches the client.</summary>
    public static ProblemException From(Exception exception) => exception switch
    {
        ProblemException problem => problem,
        InvalidInputException fault => new(TypeOf(fault), fault.Part, fault.Message),
        SceneNotFoundException fault => new(ProblemTypes.SceneExpired, $"The scene '{fault.Id}' has expired; POST its frames to /v1/scenes again."),
        StaleFrameException fault => new(ProblemTypes.StaleFrame, "timestamp", fault.Message),
        AdapterExistsException fault => new(ProblemTypes.AdapterExists, "name", fault.Message),
        MissingCapabilityException fault => new(ProblemTypes.MissingCapability, fault.Message),
        KeyReusedException fault => new(ProblemTypes.IdempotencyKeyReused, fault.Message),
        OverloadedException fault => new(ProblemTypes.Overloaded, fault.Message) { RetryAfter = fault.RetryAfter },
        PackNotReadyException { Progress.Failure: null } fault => new(ProblemTypes.ModelLoading, fault.Message) { RetryAfter = LoadingRetry },
        PackNotReadyException fault => new(ProblemTypes.ModelUnavailable, fault.Message),
        BadHttpRequestException { StatusCode: 413 } => new(ProblemTypes.BodyTooLarge, "The body is longer than VoxPilot:Limits:RequestBytes allows; send smaller images."),
        BadHttpRequestException fault => new(ProblemTypes.ForStatus(fault.StatusCode), fault.Message),
        _ => new(ProblemTypes.InternalError, "The server failed at this request; its log has one line with this trace id."),
    };

    private static ProblemType TypeOf(InvalidInputException fault) => fault.Part switch
    {
        _ when fault.Part.StartsWith("rig", StringComparison.Ordinal) => ProblemTypes.InvalidCalibration,
        _ when fault.Part.StartsWith("ego", StringComparison.Ordinal) => ProblemTypes.InvalidEgoState,
        "question" or "ask" or "messages" when fault.Message.Contains("token", StringComparison.Ordinal) => ProblemTypes.QuestionTooLong,
        _ => ProblemTypes.InvalidInput,
    };
}
