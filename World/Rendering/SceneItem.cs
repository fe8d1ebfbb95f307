using System.Numerics;
using VoxPilot.Core;
using VoxPilot.World.Meshes;

namespace VoxPilot.World.Rendering;

/// <summary>A mesh instance with its box in the town's frame, aligned with the axes.</summary>
/// <param name="Instance">The instance.</param>
/// <param name="Centre">Middle of the box.</param>
/// <param name="Half">Half of its extent along each axis.</param>
/// <param name="ThrowsShadow">False for the ground, which shades nothing.</param>
internal readonly record struct SceneItem(MeshInstance Instance, Vector3 Centre, Vector3 Half, bool ThrowsShadow)
{
    /// <summary>True for what one walks or drives on.</summary>
    public static bool IsGround(OccupancyClass label) =>
        label is OccupancyClass.DriveableSurface or OccupancyClass.OtherFlat or OccupancyClass.Sidewalk or OccupancyClass.Terrain;

    /// <summary>Measures an instance.</summary>
    public static SceneItem Of(MeshInstance instance)
    {
        Vector3 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
        foreach (Vector3 p in instance.Mesh.Positions)
        {
            Vector3 q = instance.Place.ToTown(p);
            (low, high) = (Vector3.Min(low, q), Vector3.Max(high, q));
        }
        return new(instance, (low + high) / 2, (high - low) / 2, instance.Mesh.Classes.Any(c => !IsGround(c)));
    }
}
