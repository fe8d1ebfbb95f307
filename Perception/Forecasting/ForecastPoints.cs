using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>Occupancy at each horizon as points, each in the ego frame of that instant.</summary>
public sealed record ForecastPoints
{
    /// <summary>(B, 3, Q, R_f, 3) metres, ego frame of the future instant.</summary>
    public required Tensor Points { get; init; }

    /// <summary>(B, 3, Q, R_f, 17) class logits.</summary>
    public required Tensor Logits { get; init; }

    /// <summary>Hands the tensors to the dispose scope around the current one.</summary>
    public ForecastPoints MoveToOuterDisposeScope()
    {
        Points.MoveToOuterDisposeScope();
        Logits.MoveToOuterDisposeScope();
        return this;
    }
}
