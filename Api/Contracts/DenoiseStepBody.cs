namespace VoxPilot.Api.Contracts;

/// <summary>One step of the diffusion decoder is done.</summary>
internal sealed record DenoiseStepBody
{
    /// <summary>Counts from 0.</summary>
    public required int Step { get; init; }

    /// <summary>Steps in all.</summary>
    public required int Steps { get; init; }

    /// <summary>Diffusion time of the step.</summary>
    public required int Time { get; init; }

    /// <summary>The 18 trajectories as they are now: x forward, y left, metres.</summary>
    public required IReadOnlyList<double[][]> Trajectories { get; init; }
}
