namespace VoxPilot.Planning;

/// <summary>Hears what a planner has, as soon as it has it; on the thread that plans.</summary>
public sealed record PlannerObserver
{
    /// <summary>The anchors' scores, before any denoising.</summary>
    public Action<IReadOnlyList<float>>? Scored { get; init; }

    /// <summary>Each call of the denoising network.</summary>
    public Action<DenoisedStep>? Denoised { get; init; }
}
