using VoxPilot.World.Meshes;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Rendering;

/// <summary>Reads depth, label and agent at the middle of each pixel from the samples of a camera.</summary>
internal static class PixelTruth
{
    /// <summary>Label of pixels that show the sky.</summary>
    public const byte Sky = 17;

    /// <summary>Fills the view's planes.</summary>
    public static void Write(VisibilityBuffer seen, IReadOnlyList<SceneItem> items, CameraView into)
    {
        (int width, int height) = (into.Image.Width, into.Image.Height);
        ReadOnlySpan<DrawnTriangle> triangles = seen.Triangles;
        for (int j = 0; j < height; j++)
        {
            for (int i = 0; i < width; i++)
            {
                int at = j * width + i, id = seen.Ids[(2 * j + 1) * seen.Stride + 2 * i + 1];
                if (id < 0)
                {
                    (into.Depth[at], into.Classes[at], into.Agents[at]) = (float.PositiveInfinity, Sky, -1);
                    continue;
                }
                ref readonly DrawnTriangle drawn = ref triangles[id];
                MeshInstance instance = items[drawn.Item].Instance;
                into.Depth[at] = (float)(1 / drawn.NearnessAt(2 * i + 1, 2 * j + 1));
                into.Classes[at] = (byte)instance.Mesh.Classes[instance.Mesh.Parts[drawn.Triangle]];
                into.Agents[at] = instance.Agent;
            }
        }
    }
}
