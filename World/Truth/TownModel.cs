using System.Collections.Concurrent;

using VoxPilot.World.Meshes;
using VoxPilot.World.Rendering;
using VoxPilot.World.Sensors;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Truth;

/// <summary>
/// A town as its sensors need it: triangles, their hierarchy, its light. Made once and shared by all threads; what is not always needed is
/// made when it is first asked for.
/// </summary>
internal sealed class TownModel
{
    private readonly Lazy<TriangleTree> tree;
    private readonly ConcurrentDictionary<Weather, Lazy<RenderScene>> scenes = new();

    /// <summary>Builds a town's triangles.</summary>
    public TownModel(Town town) : this(town, TownMeshes.Create(town))
    {
    }

    /// <summary>A town of the given triangles.</summary>
    public TownModel(Town town, IReadOnlyList<MeshInstance> standing)
    {
        (Town, Standing) = (town, standing);
        tree = new(() => TriangleTree.Of(standing));
    }

    /// <summary>The town.</summary>
    public Town Town { get; }

    /// <summary>What never moves and has no box.</summary>
    public IReadOnlyList<MeshInstance> Standing { get; }

    /// <summary>The hierarchy over <see cref="Standing"/>.</summary>
    public TriangleTree Tree => tree.Value;

    /// <summary>The town in a weather, ready to be drawn.</summary>
    public RenderScene Scene(Weather weather) => scenes.GetOrAdd(weather, w => new(() => new(Standing, w))).Value;
}
