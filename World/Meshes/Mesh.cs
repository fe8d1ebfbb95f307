using System.Numerics;
using VoxPilot.Core;

namespace VoxPilot.World.Meshes;

/// <summary>
/// Triangles in a frame of their own (metres, z up). Corners run counter-clockwise seen from outside. Each triangle belongs to a part;
/// a part has one occupancy label, and what it looks like is given by the instance (<see cref="MeshInstance.Surfaces"/>).
/// </summary>
internal sealed record Mesh
{
    /// <summary>Positions of the vertices, metres.</summary>
    public required Vector3[] Positions { get; init; }

    /// <summary>Unit normals of the vertices; flat faces have vertices of their own.</summary>
    public required Vector3[] Normals { get; init; }

    /// <summary>Three vertices for each triangle.</summary>
    public required int[] Indices { get; init; }

    /// <summary>Part of each triangle.</summary>
    public required byte[] Parts { get; init; }

    /// <summary>Label of each part.</summary>
    public required OccupancyClass[] Classes { get; init; }

    /// <summary>Number of triangles.</summary>
    public int TriangleCount => Parts.Length;
}
