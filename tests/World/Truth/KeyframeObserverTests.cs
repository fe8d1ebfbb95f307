using System.Globalization;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Tests.Truth;

public sealed class KeyframeObserverTests(ObservedTown observed, ITestOutputHelper output) : IClassFixture<ObservedTown>
{
    private static readonly GridSpec Spec = GridSpec.Occ3D;

    [Fact]
    public void Lidar_points_lie_on_rendered_surfaces()
    {
        int onSurface = 0, hidden = 0, inFront = 0, sameClass = 0;
        foreach ((_, _, KeyframeTruth truth) in observed.Seen)
        {
            for (int i = 0; i < truth.Lidar.Count; i++)
            {
                Vector3D p = NuScenesRig.LidarToEgo.Transform(truth.Lidar.Point(i));
                for (int c = 0; c < truth.Views.Count; c++)
                {
                    Camera camera = truth.Rig.Cameras[c];
                    (double u, double v, double depth) = camera.EgoToImage.Project(p);
                    if (depth < 0.5 || !(u >= 1 && v >= 1 && u < camera.Width - 1 && v < camera.Height - 1))
                    {
                        continue;
                    }
                    // The pixels around hold the depths of the slope.
                    float low = float.PositiveInfinity, high = 0;
                    for (int y = (int)v - 1; y <= (int)v + 1; y++)
                    {
                        for (int x = (int)u - 1; x <= (int)u + 1; x++)
                        {
                            low = Math.Min(low, truth.Views[c].Depth[y * camera.Width + x]);
                            high = Math.Max(high, truth.Views[c].Depth[y * camera.Width + x]);
                        }
                    }
                    int pixel = (int)v * camera.Width + (int)u;
                    if (depth > high + 0.1)
                    {
                        hidden++; // the LiDAR stands higher than the cameras
                    }
                    else if (depth < low - 0.1)
                    {
                        inFront++;
                    }
                    else if (high - low < 0.1 * depth)
                    {
                        onSurface++;
                        sameClass += truth.Views[c].Classes[pixel] == truth.LidarClasses[i] ? 1 : 0;
                    }
                }
            }
        }
        output.WriteLine($"{onSurface} on the surface, {hidden} hidden, {inFront} in front; {(double)sameClass / onSurface:P2} of the same class");
        Assert.True(onSurface > 20_000 && hidden < 0.3 * onSurface, $"{onSurface} on the surface, {hidden} hidden.");
        Assert.True(inFront < 0.003 * onSurface, $"{inFront} points float before what the cameras see.");
        Assert.True(sameClass > 0.97 * onSurface, $"{sameClass} of {onSurface} have the class of their pixel.");
    }

    [Fact]
    public void Points_of_agents_lie_in_their_boxes_and_are_counted()
    {
        int inBoxes = 0;
        foreach ((Recording recording, int moment, KeyframeTruth truth) in observed.Seen)
        {
            Moment now = recording.Moments[moment];
            Dictionary<int, AgentState> states = now.Agents.ToDictionary(s => s.Agent);
            for (int i = 0; i < truth.Lidar.Count; i++)
            {
                if (truth.LidarAgents[i] is >= 0 and int agent)
                {
                    AgentState state = states[agent];
                    Vector3D p = now.Ego.EgoToTown.Transform(NuScenesRig.LidarToEgo.Transform(truth.Lidar.Point(i))), size = recording.Agents[agent].Size;
                    Assert.True(state.Footprint(recording.Agents[agent]).Grown(0.1).Contains(new(p.X, p.Y)), $"A point of agent {agent} ({recording.Agents[agent].Kind}) at {p} lies outside its box.");
                    Assert.InRange(p.Z - state.Position.Z, -0.1, size.Z + 0.1);
                    inBoxes++;
                }
            }
            Assert.All(truth.Boxes, box => Assert.Equal(truth.LidarAgents.Count(agent => agent == box.Agent), box.LidarPoints));
        }
        Assert.True(inBoxes > 3000, $"Only {inBoxes} points on agents.");
    }

    [Fact]
    public void Boxes_are_those_that_a_sensor_sees_within_range()
    {
        foreach ((Recording recording, int moment, KeyframeTruth truth) in observed.Seen)
        {
            Moment now = recording.Moments[moment];
            HashSet<int> sensed = [.. truth.LidarAgents, .. truth.Views.SelectMany(view => view.Agents)];
            int[] expected = [.. now.Agents.Where(s => (new Vector2D(s.Position.X, s.Position.Y) - now.Ego.Position).Length <= 80 && sensed.Contains(s.Agent)).Select(s => s.Agent).Order()];
            Assert.True(expected.Length > 10, "Too few agents to say much.");
            Assert.Equal(expected, truth.Boxes.Select(box => box.Agent));
            foreach (BoxTruth box in truth.Boxes)
            {
                Assert.Equal(truth.Views.Select(view => view.Agents.Count(agent => agent == box.Agent)), box.Pixels);
                Assert.InRange(box.Visible, 0, 1);
                Assert.True(box.Pixels.Sum() < 40 || box.Visible > 0.02, $"{box.Model.Kind} shows {box.Pixels.Sum()} pixels, visible {box.Visible}.");
            }
        }
        Assert.Contains(observed.Seen.SelectMany(seen => seen.Truth.Boxes), box => box.VisibilityLevel == 1);
        Assert.Contains(observed.Seen.SelectMany(seen => seen.Truth.Boxes), box => box.VisibilityLevel == 4);
    }

    [Fact]
    public void Occupancy_and_masks_agree_with_depth_and_class_in_every_camera()
    {
        int[] seen = new int[17], same = new int[17];
        bool good = true;
        int allMasked = 0;
        foreach ((Recording recording, int moment, KeyframeTruth truth) in observed.Seen)
        {
            for (int c = 0; c < truth.Views.Count; c++)
            {
                int all = 0, occupied = 0, masked = 0, sameHere = 0, floating = 0;
                Camera camera = truth.Rig.Cameras[c];
                for (int pixel = 0; pixel < truth.Views[c].Depth.Length; pixel++)
                {
                    if (Hit(truth, camera, c, pixel) is not (Vector3D p, Vector3D ray) || !Spec.TryLocate(p, out int x, out int y, out int z) || p.Z < -0.2)
                    {
                        continue;
                    }
                    all++;
                    int voxel = Spec.Index(x, y, z), label = truth.Views[c].Classes[pixel];
                    seen[label]++;
                    // The voxel next along the ray counts too: a surface may lie on the border.
                    int near = truth.Semantics[voxel] != 17 ? voxel : Spec.TryLocate(p + ray * 0.1, out x, out y, out z) && truth.Semantics[Spec.Index(x, y, z)] != 17 ? Spec.Index(x, y, z)
                        : Spec.TryLocate(p - ray * 0.1, out x, out y, out z) && truth.Semantics[Spec.Index(x, y, z)] != 17 ? Spec.Index(x, y, z) : -1;
                    if (near < 0)
                    {
                        floating += truth.MaskCamera[voxel];
                        continue;
                    }
                    occupied++;
                    masked += truth.MaskCamera[near];
                    sameHere += truth.Semantics[near] == label ? 1 : 0;
                    same[label] += truth.Semantics[near] == label ? 1 : 0;
                }
                string figures = string.Create(CultureInfo.InvariantCulture,
                    $"{camera.Name} at moment {moment} of town {recording.Seed}: {all} pixels, occupied {(double)occupied / all:P2}, same class {(double)sameHere / all:P2}, masked {(double)masked / occupied:P2}, in observed free space {(double)floating / all:P2}");
                output.WriteLine(figures);
                good &= all > 1000 && occupied >= 0.99 * all && sameHere >= 0.9 * all && masked >= 0.95 * occupied && floating <= 0.005 * all;
                allMasked += masked;
            }
        }
        for (int label = 0; label < 17; label++)
        {
            output.WriteLine($"{OccupancyClasses.Names[label]}: {seen[label]} pixels, {(double)same[label] / Math.Max(1, seen[label]):P2} of the same class");
            good &= seen[label] < 200 || same[label] >= 0.85 * seen[label];
        }
        Assert.True(good, "See the figures above.");
        Assert.True(allMasked >= 0.97 * seen.Sum(), $"{allMasked} of {seen.Sum()} pixels lie in voxels that a camera observes.");
        Assert.True(same.Sum() >= 0.95 * seen.Sum(), $"{same.Sum()} of {seen.Sum()} pixels agree.");
    }

    [Fact]
    public void Another_thread_and_another_order_give_the_same_bytes()
    {
        KeyframeTruth[] again = new KeyframeTruth[2]; // both moments of the first town, in the other order
        Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, worker =>
        {
            KeyframeObserver observer = new(observed.Rig);
            for (int i = again.Length - 1 - worker; i >= 0; i -= 2)
            {
                (Recording recording, int moment, _) = observed.Seen[i];
                again[i] = observer.Observe(observed.Towns.Single(town => town.Recording == recording).Town, recording, moment);
            }
        });
        foreach ((KeyframeTruth first, KeyframeTruth second) in observed.Seen.Select(seen => seen.Truth).Zip(again))
        {
            Assert.Equal(first.Lidar.Values, second.Lidar.Values);
            Assert.Equal(first.LidarClasses, second.LidarClasses);
            Assert.Equal(first.LidarAgents, second.LidarAgents);
            Assert.Equal(first.Semantics, second.Semantics);
            Assert.Equal(first.MaskCamera, second.MaskCamera);
            Assert.Equal(first.MaskLidar, second.MaskLidar);
            Assert.Equal(first.Boxes.Select(box => box.Visible), second.Boxes.Select(box => box.Visible));
            Assert.All(first.Views.Zip(second.Views), pair => Assert.Equal(pair.First.Image.Pixels, pair.Second.Image.Pixels));
        }
    }

    [Fact]
    public void The_model_of_another_town_is_refused() =>
        Assert.Contains("own town", Assert.Throws<ArgumentException>(() => new KeyframeObserver(observed.Rig).Observe(observed.Towns[0].Town, observed.Towns[1].Recording, 0)).Message, StringComparison.Ordinal);

    // Where a pixel's ray ends, and its direction; null for the sky.
    private static (Vector3D Point, Vector3D Ray)? Hit(KeyframeTruth truth, Camera camera, int index, int pixel)
    {
        double depth = truth.Views[index].Depth[pixel];
        if (double.IsPositiveInfinity(depth))
        {
            return null;
        }
        Matrix3 k = camera.Intrinsics;
        Vector3D point = camera.SensorToEgo.Transform(new((pixel % camera.Width + 0.5 - k.M02) / k.M00 * depth, (pixel / camera.Width + 0.5 - k.M12) / k.M11 * depth, depth));
        Vector3D ray = point - camera.SensorToEgo.Translation;
        return (point, ray * (1 / ray.Length));
    }
}
