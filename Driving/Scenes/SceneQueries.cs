using VoxPilot.Core.Geometry;
using VoxPilot.Perception;

namespace VoxPilot.Driving;

/// <summary>The occupancy queries of a scene, on the device, with their centres and scene tokens on the host.</summary>
internal sealed class SceneQueries : IDisposable
{
    /// <param name="queries">Q_L, P_L, C_L of a batch of one; they leave their dispose scope and belong to this object.</param>
    /// <param name="centres">Centre of each query, ego frame.</param>
    /// <param name="tokens">T_o (Q, D), row by row.</param>
    public SceneQueries(OccupancyQueries queries, Vector3D[] centres, float[] tokens)
    {
        Tensors = queries;
        Centres = centres;
        Tokens = tokens;
        queries.Features.DetachFromDisposeScope();
        queries.Points.DetachFromDisposeScope();
        queries.Logits.DetachFromDisposeScope();
    }

    /// <summary>Q_L (1, Q, C), P_L (1, Q, R, 3), C_L (1, Q, R, 17).</summary>
    public OccupancyQueries Tensors { get; }

    /// <summary>Centre of each query, ego frame, metres.</summary>
    public Vector3D[] Centres { get; }

    /// <summary>T_o (Q, D), row by row.</summary>
    public float[] Tokens { get; }

    /// <summary>Number of queries.</summary>
    public int Count => Centres.Length;

    /// <summary>Memory of tensors and arrays.</summary>
    public long Bytes =>
        sizeof(float) * (Tensors.Features.numel() + Tensors.Points.numel() + Tensors.Logits.numel() + Tokens.Length) + 24L * Count;

    /// <summary>To be called on the device's thread only.</summary>
    public void Dispose()
    {
        Tensors.Features.Dispose();
        Tensors.Points.Dispose();
        Tensors.Logits.Dispose();
    }
}
