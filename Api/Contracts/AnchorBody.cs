namespace VoxPilot.Api.Contracts;

/// <summary>A typical trajectory, its score, and what the decoder made of it.</summary>
internal sealed record AnchorBody
{
    /// <summary>The command it belongs to: <c>right</c>, <c>left</c> or <c>straight</c>.</summary>
    public required string Command { get; init; }

    /// <summary>The anchor: x forward, y left, metres.</summary>
    public required double[][] Points { get; init; }

    /// <summary>The language model's score, 0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>The trajectory that the diffusion decoder made of it, metres; absent while it is not known.</summary>
    public double[][]? Denoised { get; init; }
}
