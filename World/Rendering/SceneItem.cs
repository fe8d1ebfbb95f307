using System.Numerics;
using System.Runtime.CompilerServices;
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

    // Meshes are shared by instances and frames, and measured once.
    private static readonly ConditionalWeakTable<Mesh, Extent> Extents = [];

    /// <summary>Measures an instance.</summary>
    public static SceneItem Of(MeshInstance instance)
    {
        Extent extent = Extents.GetValue(instance.Mesh, Extent.Of);
        Vector3 middle = (extent.Low + extent.High) / 2, half = (extent.High - extent.Low) / 2;
        float cos = Math.Abs(instance.Place.Cos), sin = Math.Abs(instance.Place.Sin);
        return new(instance, instance.Place.ToTown(middle), new(cos * half.X + sin * half.Y, sin * half.X + cos * half.Y, half.Z), extent.ThrowsShadow);
    }

    private sealed record Extent(Vector3 Low, Vector3 High, bool ThrowsShadow)
    {
        public static Extent Of(Mesh mesh)
        {
            Vector3 low = new(float.PositiveInfinity), high = new(float.NegativeInfinity);
            foreach (Vector3 p in mesh.Positions)
            {
                (low, high) = (Vector3.Min(low, p), Vector3.Max(high, p));
            }
            return new(low, high, mesh.Classes.Any(c => !IsGround(c)));
        }
    }
}
