using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, Q queries, D channels

/// <summary>What interaction did to the queries of one layer; a pattern to distil from. It carries no gradient.</summary>
public sealed record InteractionStep
{
    /// <summary>Queries before it, (B, Q, D).</summary>
    public required Tensor Before { get; init; }

    /// <summary>Where they are, (B, Q, 3), metres.</summary>
    public required Tensor Centres { get; init; }

    /// <summary>Queries after it, (B, Q, D).</summary>
    public required Tensor After { get; init; }

    /// <summary>Hands the tensors to the dispose scope around the current one.</summary>
    public InteractionStep MoveToOuterDisposeScope()
    {
        Before.MoveToOuterDisposeScope();
        Centres.MoveToOuterDisposeScope();
        After.MoveToOuterDisposeScope();
        return this;
    }
}
