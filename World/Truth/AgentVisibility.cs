using System.Numerics;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Meshes;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Truth;

/// <summary>
/// How much of an agent is seen: of the pixels that its own surface would cover inside the images if nothing stood before it, the share
/// where it is not hidden, over all cameras together (nuScenes' visibility). By points on the surface, each weighted with the pixels that
/// it stands for, and the depth that was drawn.
/// </summary>
internal sealed class AgentVisibility
{
    private const float Nearest = 0.1f; // metres
    private const float Slack = 0.15f, SlackPerMetre = 0.02f; // of the depth of a pixel, which is that of its middle

    private readonly View[] views;

    /// <param name="rig">The cameras.</param>
    /// <param name="seen">What they see.</param>
    /// <param name="ego">Where our own car is.</param>
    public AgentVisibility(Rig rig, IReadOnlyList<CameraView> seen, in EgoMotion ego)
    {
        Pose toTown = ego.EgoToTown;
        views = [.. rig.Cameras.Select((camera, i) => new View(camera, toTown * camera.SensorToEgo, seen[i]))];
    }

    /// <summary>The share of an agent that is seen; 0 if it lies outside of every image.</summary>
    public double Share(int agent, AgentBody body, in Placement place)
    {
        double visible = 0, all = 0;
        foreach (View view in views)
        {
            for (int i = 0; i < body.Points.Length; i++)
            {
                (double pixels, bool hidden) = view.Look(place.ToTown(body.Points[i]), place.Turn(body.Normals[i]), agent);
                all += pixels;
                visible += hidden ? 0 : pixels;
            }
        }
        return all > 0 ? visible / all : 0;
    }

    private sealed class View
    {
        private readonly CameraView seen;
        private readonly int width, height;
        private readonly Vector3 eye, right, down, ahead;
        private readonly float focalX, focalY, centreX, centreY;

        public View(Camera camera, Pose toTown, CameraView seen)
        {
            this.seen = seen;
            (width, height) = (camera.Width, camera.Height);
            Matrix3 r = toTown.Rotation.ToMatrix(), k = camera.Intrinsics;
            eye = new((float)toTown.Translation.X, (float)toTown.Translation.Y, (float)toTown.Translation.Z);
            (right, down, ahead) = (new((float)r.M00, (float)r.M10, (float)r.M20), new((float)r.M01, (float)r.M11, (float)r.M21), new((float)r.M02, (float)r.M12, (float)r.M22));
            (focalX, focalY, centreX, centreY) = ((float)k.M00, (float)k.M11, (float)k.M02, (float)k.M12);
        }

        // The pixels that a piece of surface of one square metre would cover (f² n·p / z³), and whether something hides it.
        public (double Pixels, bool Hidden) Look(Vector3 point, Vector3 normal, int agent)
        {
            Vector3 p = point - eye;
            float depth = Dot(ahead, p), facing = -Dot(normal, p);
            if (depth < Nearest || facing <= 0)
            {
                return (0, false);
            }
            float u = focalX * Dot(right, p) / depth + centreX, v = focalY * Dot(down, p) / depth + centreY;
            if (!(u >= 0 && v >= 0 && u < width && v < height))
            {
                return (0, false);
            }
            int pixel = (int)v * width + (int)u;
            bool hidden = seen.Agents[pixel] != agent && seen.Depth[pixel] < depth - Slack - SlackPerMetre * depth;
            return ((double)focalX * focalY * facing / ((double)depth * depth * depth), hidden);
        }

        private static float Dot(Vector3 a, Vector3 b) => a.X * b.X + a.Y * b.Y + a.Z * b.Z;
    }
}
