using System.Numerics;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Meshes;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Rendering;

/// <summary>Draws what all cameras of a car see. Owns its buffers: one for each worker thread.</summary>
internal sealed class FrameRenderer
{
    private readonly Rasterizer rasterizer = new();
    private readonly ShadowMap shadows;
    private readonly VisibilityBuffer seen = new();
    private readonly ImageShader shader = new();
    private readonly List<SceneItem> items = [];
    private readonly List<ulong> visible = [];

    /// <summary>A renderer with empty buffers.</summary>
    public FrameRenderer() => shadows = new(rasterizer);

    /// <summary>The views of a rig, in its order.</summary>
    /// <param name="scene">The town and its light.</param>
    /// <param name="moving">What moves, as it stands at this moment.</param>
    /// <param name="rig">The cameras.</param>
    /// <param name="ego">Where the car is.</param>
    /// <param name="noiseSeed">What the sensors' noise is drawn from: another for each moment.</param>
    public IReadOnlyList<CameraView> Render(RenderScene scene, IReadOnlyList<MeshInstance> moving, Rig rig, EgoMotion ego, ulong noiseSeed)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(moving);
        ArgumentNullException.ThrowIfNull(rig);
        items.Clear();
        items.AddRange(scene.Items);
        foreach (MeshInstance instance in moving)
        {
            items.Add(SceneItem.Of(instance));
        }
        Pose egoToTown = ego.EgoToTown;
        shadows.Draw(scene.Light, items, new((float)ego.Position.X, (float)ego.Position.Y, 0));
        CameraView[] views = new CameraView[rig.Cameras.Count];
        for (int camera = 0; camera < views.Length; camera++)
        {
            views[camera] = Render(scene, Projection.Of(rig.Cameras[camera], egoToTown), RandomStream.Mix(noiseSeed) + (ulong)camera);
        }
        return views;
    }

    private CameraView Render(RenderScene scene, Projection view, ulong noiseSeed)
    {
        seen.Clear(view.Width, view.Height, 0);
        Draw(view);
        (int width, int height) = (view.Width / 2, view.Height / 2);
        CameraView result = new(new(width, height), new float[width * height], new byte[width * height], new int[width * height]);
        PixelTruth.Write(seen, items, result);
        shader.Shade(scene, shadows, view, seen, items, noiseSeed, result.Image);
        return result;
    }

    // From front to back, so that most of what is hidden need not be drawn.
    private void Draw(Projection view)
    {
        visible.Clear();
        Vector4D w = view.W;
        for (int i = 0; i < items.Count; i++)
        {
            (Vector3 centre, Vector3 half) = (items[i].Centre, items[i].Half);
            if (view.MaySee(centre, half))
            {
                double nearest = w.X * centre.X + w.Y * centre.Y + w.Z * centre.Z + w.W - (Math.Abs(w.X) * half.X + Math.Abs(w.Y) * half.Y + Math.Abs(w.Z) * half.Z);
                visible.Add((ulong)BitConverter.SingleToUInt32Bits((float)Math.Max(nearest, 0)) << 32 | (uint)i);
            }
        }
        visible.Sort();
        foreach (ulong order in visible)
        {
            int i = (int)(uint)order;
            SceneItem item = items[i];
            if (!Rasterizer.IsHidden(view, item, seen))
            {
                rasterizer.Draw(view, item.Instance, i, seen);
                seen.Measure();
            }
        }
    }
}
