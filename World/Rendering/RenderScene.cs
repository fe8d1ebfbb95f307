using VoxPilot.World.Meshes;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Rendering;

/// <summary>What stands still in a drive, and its light: made once, shared by all workers.</summary>
internal sealed class RenderScene
{
    /// <summary>Prepares a town.</summary>
    /// <param name="town">Everything that does not move, in pieces small enough to be left out where they are not seen.</param>
    /// <param name="weather">Sky and light.</param>
    public RenderScene(IReadOnlyList<MeshInstance> town, Weather weather)
    {
        ArgumentNullException.ThrowIfNull(town);
        Items = [.. town.Where(i => i.Mesh.TriangleCount > 0).Select(SceneItem.Of)];
        Light = new(weather);
        Sky = new(Light, (float)(10 + 3 * weather.SunAzimuth));
    }

    /// <summary>The town's instances.</summary>
    public SceneItem[] Items { get; }

    /// <summary>Sun, sky and air.</summary>
    public Daylight Light { get; }

    /// <summary>The sky's picture.</summary>
    public Sky Sky { get; }
}
