using VoxPilot.Core.Geometry;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Generation;

/// <summary>nuScenes' map frame of a town: the town's frame, moved so that its lowest corner is the origin.</summary>
internal sealed class MapFrame(Town town)
{
    /// <summary>Pixels per metre of the map's mask, as nuScenes has it.</summary>
    public const int PixelsPerMetre = 10;

    /// <summary>Extent of the map, metres.</summary>
    public Vector2D Size { get; } = town.High - town.Low;

    /// <summary>A place of the town on the map.</summary>
    public Vector2D Of(Vector2D place) => place - town.Low;

    /// <inheritdoc cref="Of(Vector2D)"/>
    public Vector3D Of(Vector3D place) => new(place.X - town.Low.X, place.Y - town.Low.Y, place.Z);
}
