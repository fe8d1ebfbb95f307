using System.Numerics;
using VoxPilot.World.Meshes;

namespace VoxPilot.World.Rendering;

/// <summary>
/// What the sun sees around a place: a fine map near by and a coarse one far out. Under cloud, when the sun throws no shadows, a coarse map
/// from straight above tells what is under a roof, a crown or a car. Owned by one worker.
/// </summary>
internal sealed class ShadowMap
{
    private const int Size = 1024;
    private const float NearSpacing = 0.08f, FarSpacing = 0.32f;
    private readonly VisibilityBuffer near = new(), far = new();
    private readonly Rasterizer rasterizer;
    private Projection? nearView, farView, aboveView;

    /// <summary>A map that draws with the worker's rasteriser.</summary>
    public ShadowMap(Rasterizer rasterizer) => this.rasterizer = rasterizer;

    /// <summary>Draws the map.</summary>
    /// <param name="light">Where the sun is.</param>
    /// <param name="items">What throws shadows.</param>
    /// <param name="around">The middle of the map.</param>
    public void Draw(Daylight light, List<SceneItem> items, Vector3 around)
    {
        if (light.Sunlight.Y < 0.04f * light.FromSky.Y)
        {
            (nearView, farView) = (null, null);
            aboveView = Projection.FromSun(Vector3.UnitZ, around, Size, FarSpacing);
            Draw(aboveView, far, items);
            return;
        }
        aboveView = null;
        nearView = Projection.FromSun(light.ToSun, around, Size, NearSpacing);
        farView = Projection.FromSun(light.ToSun, around, Size, FarSpacing);
        Draw(nearView, near, items);
        Draw(farView, far, items);
    }

    /// <summary>Share of the sun that reaches a point, 0 to 1.</summary>
    public float Lit(Vector3 point, Vector3 normal)
    {
        if (nearView is null || farView is null)
        {
            return 1;
        }
        float share = Sample(nearView, near, point + normal * (1.6f * NearSpacing), 1.2f * NearSpacing);
        if (share < 0)
        {
            share = Sample(farView, far, point + normal * (1.6f * FarSpacing), 1.2f * FarSpacing);
        }
        return share < 0 ? 1 : share;
    }

    /// <summary>Share of the light from above that reaches a point under cloud, 0 to 1; 1 when the sun shines.</summary>
    public float Uncovered(Vector3 point, Vector3 normal)
    {
        if (aboveView is null)
        {
            return 1;
        }
        // Beside a wall, not under its own eaves.
        float share = Sample(aboveView, far, point + normal with { Z = 0 }, 0.35f);
        return share < 0 ? 1 : share;
    }

    private void Draw(Projection view, VisibilityBuffer into, List<SceneItem> items)
    {
        into.Clear(Size, Size, float.NegativeInfinity, identifies: false);
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i].ThrowsShadow && view.MaySee(items[i].Centre, items[i].Half))
            {
                MeshInstance instance = items[i].Instance;
                rasterizer.Draw(view, instance, i, into);
            }
        }
    }

    // Mean of nine comparisons with the weights of a tent that moves with the point; −1 outside of the map.
    private static float Sample(Projection view, VisibilityBuffer map, Vector3 point, float bias)
    {
        float x = (float)(view.X.X * point.X + view.X.Y * point.Y + view.X.Z * point.Z + view.X.W);
        float y = (float)(view.Y.X * point.X + view.Y.Y * point.Y + view.Y.Z * point.Z + view.Y.W);
        if (!(x >= 2 && y >= 2 && x < Size - 3 && y < Size - 3))
        {
            return -1;
        }
        float height = (float)(view.F.X * point.X + view.F.Y * point.Y + view.F.Z * point.Z) + bias;
        int i = (int)x, j = (int)y, at = (j - 1) * map.Stride + i - 1;
        float fx = x - i, fy = y - j, sum = 0;
        for (int row = 0; row < 4; row++, at += map.Stride)
        {
            ReadOnlySpan<float> heights = map.Nearness.AsSpan(at, 4);
            float across = (heights[0] > height ? 0 : 1 - fx) + (heights[1] > height ? 0 : 1) + (heights[2] > height ? 0 : 1) + (heights[3] > height ? 0 : fx);
            sum += across * (row == 0 ? 1 - fy : row == 3 ? fy : 1);
        }
        return sum * (1f / 9);
    }
}
