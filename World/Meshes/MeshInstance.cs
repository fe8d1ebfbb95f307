using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Meshes;

/// <summary>A mesh that stands somewhere.</summary>
/// <param name="Mesh">Its triangles.</param>
/// <param name="Place">Where its frame is.</param>
/// <param name="Surfaces">What each part looks like; as many as the mesh has parts.</param>
/// <param name="Agent">Index in the recording's agents; −1 for parts of the town.</param>
internal sealed record MeshInstance(Mesh Mesh, Placement Place, Surface[] Surfaces, int Agent = -1);
