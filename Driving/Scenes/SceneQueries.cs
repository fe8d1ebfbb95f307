using VoxPilot.Core.Geometry;
using VoxPilot.Perception;

namespace VoxPilot.Driving;

/// <summary>The occupancy queries of a scene, on the device, with their centres and scene tokens on the host.</summary>
/// <param name="tensors">Q_L, P_L, C_L of a batch of one; they belong to the work item until <see cref="Keep"/>.</param>
/// <param name="centres">Centre of each query, ego frame, metres.</param>
/// <param name="tokens">T_o (Q, D), row by row, in the language model's order.</param>
internal sealed class SceneQueries(OccupancyQueries tensors, Vector3D[] centres, float[] tokens) : IDisposable
{
    /// <summary>Q_L (1, Q, C), P_L (1, Q, R, 3), C_L (1, Q, R, 17).</summary>
    public OccupancyQueries Tensors { get; } = tensors;

    /// <summary>Centre of each query, ego frame, metres.</summary>
    public Vector3D[] Centres { get; } = centres;

    /// <summary>T_o (Q, D), row by row, in the order in which the language model reads them (<see cref="Llm.TokenOrder"/>).</summary>
    public float[] Tokens { get; } = tokens;

    /// <summary>Number of queries.</summary>
    public int Count => Centres.Length;

    /// <summary>Memory of tensors and arrays.</summary>
    public long Bytes =>
        sizeof(float) * (Tensors.Features.numel() + Tensors.Points.numel() + Tensors.Logits.numel() + Tokens.Length) + 24L * Count;

    /// <summary>Takes the tensors out of the work item's dispose scope: from here on they belong to this object.</summary>
    public SceneQueries Keep()
    {
        Tensors.Features.DetachFromDisposeScope();
        Tensors.Points.DetachFromDisposeScope();
        Tensors.Logits.DetachFromDisposeScope();
        return this;
    }

    /// <summary>To be called on the device's thread only.</summary>
    public void Dispose()
    {
        Tensors.Features.Dispose();
        Tensors.Points.Dispose();
        Tensors.Logits.Dispose();
    }
}
