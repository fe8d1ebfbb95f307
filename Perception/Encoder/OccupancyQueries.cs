using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>What one decoder layer says: the only bridge between the cameras and everything after them.</summary>
public sealed record OccupancyQueries
{
    /// <summary>Q_l (B, Q, C): what each query knows.</summary>
    public required Tensor Features { get; init; }

    /// <summary>P_l (B, Q, R, 3): its points in metres, ego frame. They may lie outside the grid.</summary>
    public required Tensor Points { get; init; }

    /// <summary>C_l (B, Q, R, 17): class logits of each point (sigmoid).</summary>
    public required Tensor Logits { get; init; }

    /// <summary>Hands the tensors to the dispose scope around the current one.</summary>
    public OccupancyQueries MoveToOuterDisposeScope()
    {
        Features.MoveToOuterDisposeScope();
        Points.MoveToOuterDisposeScope();
        Logits.MoveToOuterDisposeScope();
        return this;
    }

    /// <summary>The centres of the queries, mean over their points: (B, Q, 3), metres.</summary>
    public Tensor Centres() => Points.mean([2]);
}
