using System.Numerics;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Sensors;
using VoxPilot.World.Tests.Sensors;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Tests.Truth;

public sealed class VisibilityMasksTests
{
    private static readonly GridSpec Spec = GridSpec.Occ3D;

    [Fact]
    public void Rays_pass_the_voxels_that_tiny_steps_pass()
    {
        RandomStream random = new(6);
        GridSpec spec = new(new(0, 0, 0), 1, 30, 24, 12);
        byte[] labels = new byte[spec.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = random.Chance(0.03) ? (byte)4 : (byte)17;
        }
        VoxelBits solid = new(spec), seen = new(spec);
        solid.SetSolid(labels);
        byte[] mask = new byte[spec.Count];
        int grazed = 0, passed = 0, blocked = 0;
        for (int i = 0; i < 800; i++)
        {
            Vector3 origin = new((float)random.Between(1.0, 29), (float)random.Between(1.0, 23), (float)random.Between(1.0, 11));
            Vector3 direction = i % 40 == 0 ? -Vector3.UnitY : Shapes.Direction(random);
            seen.Clear();
            new VoxelRays(spec, solid, seen, origin).Follow(direction);
            seen.CopyTo(mask);
            List<(int X, int Y, int Z)> expected = VoxelRaysReference.Follow(spec, (x, y, z) => labels[spec.Index(x, y, z)] != 17, origin, direction);
            // Steps may jump over a corner that the ray grazes; if a solid voxel is there, the rest of the way differs.
            int[] indices = [.. expected.Select(v => spec.Index(v.X, v.Y, v.Z)).Order()], marked = [.. Enumerable.Range(0, mask.Length).Where(k => mask[k] == 1)];
            passed += marked.Length;
            grazed += marked.Except(indices).Count() + indices.Except(marked).Count();
            blocked += labels[indices.Length > 0 ? spec.Index(expected[^1].X, expected[^1].Y, expected[^1].Z) : 0] != 17 ? 1 : 0;
        }
        Assert.InRange(blocked, 100, 700);
        Assert.InRange(passed, 6000, 50_000);
        Assert.InRange(grazed, 0, passed / 200);
    }

    [Fact]
    public void Rays_of_a_fan_see_what_each_alone_would_see()
    {
        RandomStream random = new(8);
        GridSpec spec = new(new(0, 0, 0), 1, 30, 24, 12);
        byte[] labels = new byte[spec.Count], mask = new byte[spec.Count], expected = new byte[spec.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = random.Chance(0.03) ? (byte)4 : (byte)17;
        }
        VoxelBits solid = new(spec), seen = new(spec), alone = new(spec);
        solid.SetSolid(labels);
        int passed = 0, different = 0;
        for (int fan = 0; fan < 200; fan++)
        {
            Vector3D origin = new(random.Between(1.0, 29), random.Between(1.0, 23), random.Between(1.0, 11));
            Vector3 d = Shapes.Direction(random);
            double dx = d.X / Math.Sqrt(d.X * d.X + d.Y * d.Y), dy = d.Y / Math.Sqrt(d.X * d.X + d.Y * d.Y);
            double[] cuts = [0, .. Enumerable.Range(0, 31).Select(x => (x - origin.X) / dx).Concat(Enumerable.Range(0, 25).Select(y => (y - origin.Y) / dy)).Where(t => t > 0).Order()];
            List<RayFan.PassedColumn> columns = [];
            for (int i = 1; i < cuts.Length; i++)
            {
                double at = (cuts[i - 1] + cuts[i]) / 2;
                if (spec.TryLocate(origin + new Vector3D(dx, dy, 0) * at, out int x, out int y, out _))
                {
                    columns.Add(new((x + 1) * solid.Stride + y + 1, cuts[i - 1], cuts[i]));
                }
            }
            double[] slopes = [.. Enumerable.Range(0, 1 + fan % RayFan.MaximumRays).Select(_ => random.Between(0.0, 2)).Order()];
            bool down = fan % 2 == 0;
            seen.Clear();
            alone.Clear();
            new RayFan(spec, origin.Z, columns.ToArray(), slopes, down).Follow(solid.Columns, seen.Columns);
            VoxelRays rays = new(spec, solid, alone, new((float)origin.X, (float)origin.Y, (float)origin.Z));
            foreach (double slope in slopes)
            {
                rays.Follow(new((float)dx, (float)dy, (float)(down ? -slope : slope)));
            }
            seen.CopyTo(mask);
            alone.CopyTo(expected);
            passed += expected.Sum(v => v);
            different += mask.Zip(expected).Count(pair => pair.First != pair.Second);
        }
        Assert.InRange(passed, 6000, 200_000);
        Assert.InRange(different, 0, passed / 500); // rounding where a ray grazes a corner
    }

    [Fact]
    public void A_wall_hides_what_is_behind_it_and_shows_what_is_before()
    {
        // A wall at x = 10 m, 12 m wide and as high as the grid, on flat ground.
        byte[] labels = World((x, y, z) => z == 2 ? (byte)11 : x == 125 && y is >= 85 and < 115 && z > 2 ? (byte)15 : (byte)17);
        (byte[] camera, byte[] lidar) = Masks(labels);
        Assert.True(Spec.TryLocate(new(10.2, 0.2, 1.5), out int x, out int y, out int z));
        Assert.Equal((1, 1), (camera[Spec.Index(x, y, z)], lidar[Spec.Index(x, y, z)]));
        for (int behind = x + 1; behind < 190; behind++)
        {
            for (int layer = 0; layer < 16; layer++)
            {
                Assert.Equal((0, 0), (camera[Spec.Index(behind, y, layer)], lidar[Spec.Index(behind, y, layer)]));
            }
        }
        for (int before = 108; before < x; before++)
        {
            Assert.Equal((1, 1), (camera[Spec.Index(before, y, z)], lidar[Spec.Index(before, y, z)]));
        }
        Assert.All(Enumerable.Range(0, 200 * 200).SelectMany(c => new[] { 16 * c, 16 * c + 1 }), i => Assert.Equal((0, 0), (camera[i], lidar[i]))); // below the ground
        Assert.All(camera.Concat(lidar), value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void Cameras_see_every_voxel_of_open_ground_that_lies_in_their_images()
    {
        (byte[] camera, _) = Masks(World((_, _, z) => z == 2 ? (byte)11 : (byte)17));
        Rig rig = NuScenesRig.Create();
        for (int x = 0; x < 200; x++)
        {
            for (int y = 0; y < 200; y++)
            {
                // The middle of its upper face, well inside an image.
                bool inside = rig.Cameras.Any(c => c.EgoToImage.Project(Spec.Centre(x, y, 2) with { Z = 0.2 }) is var (u, v, depth) && depth > 0 && u > 1 && v > 1 && u < c.Width - 1 && v < c.Height - 1);
                Assert.True(!inside || camera[Spec.Index(x, y, 2)] == 1, $"The ground at {x}, {y} is not seen.");
            }
        }
    }

    [Fact]
    public void Free_space_in_sight_has_no_gaps()
    {
        (byte[] camera, byte[] lidar) = Masks(World((_, _, z) => z == 2 ? (byte)11 : (byte)17));
        Camera front = NuScenesRig.Create().Cameras[0];
        int missed = 0, all = 0;
        for (int x = 110; x < 200; x++)
        {
            for (int y = 0; y < 200; y++)
            {
                for (int z = 3; z < 16; z++)
                {
                    if (front.EgoToImage.Project(Spec.Centre(x, y, z)) is var (u, v, depth) && depth > 0 && u > 0 && v > 0 && u < front.Width && v < front.Height)
                    {
                        all++;
                        missed += camera[Spec.Index(x, y, z)] == 0 ? 1 : 0;
                    }
                }
            }
        }
        Assert.InRange(all, 10_000, 200_000);
        Assert.InRange(missed, 0, all / 1000);
        Assert.True(lidar.Sum(v => v) > 100_000, "The LiDAR sees too little of an open place.");
    }

    [Fact]
    public void Masks_do_not_depend_on_the_images_resolution()
    {
        byte[] labels = World((x, y, z) => z == 2 ? (byte)11 : (x * 7 + y * 13) % 97 == 0 && z < 6 ? (byte)16 : (byte)17);
        byte[] large = Masks(labels).Camera, small = new byte[Spec.Count];
        new VisibilityMasks(NuScenesRig.Create(160)).ObserveLabels(labels, small);
        Assert.Equal(large, small);
    }

    [Fact]
    public void Rays_that_reach_a_point_pass_the_voxels_that_tiny_steps_pass()
    {
        RandomStream random = new(16);
        GridSpec spec = new(new(0, 0, 0), 1, 30, 24, 12);
        VoxelBits solid = new(spec), seen = new(spec);
        byte[] mask = new byte[spec.Count];
        int passed = 0, different = 0;
        for (int i = 0; i < 600; i++)
        {
            Vector3 origin = new((float)random.Between(1.0, 29), (float)random.Between(1.0, 23), (float)random.Between(1.0, 11)), direction = Shapes.Direction(random);
            float limit = (float)random.Between(1.0, 30);
            seen.Clear();
            new VoxelRays(spec, solid, seen, origin).Reach(direction, limit);
            seen.CopyTo(mask);
            HashSet<int> expected = [];
            for (int k = 0; k <= 600 * limit && spec.TryLocate(ToDouble(origin + direction * (k / 600f)), out int x, out int y, out int z); k++)
            {
                expected.Add(spec.Index(x, y, z));
            }
            passed += expected.Count;
            different += Enumerable.Range(0, mask.Length).Count(k => mask[k] == 1 != expected.Contains(k));
        }
        Assert.InRange(passed, 6000, 50_000);
        Assert.InRange(different, 0, passed / 150);
    }

    [Fact]
    public void Steps_of_a_slanting_wall_do_not_hide_it_where_its_surface_is_known()
    {
        // A long wall that our car drives along, turned a little against the grid.
        RayScene scene = Shapes.Scene([Shapes.Put(Shapes.Box(new(-60, 0, -0.1f), new(60, 0.3f, 4), OccupancyClass.Manmade), new(0, 6, 0), 0.06)]);
        byte[] labels = new byte[Spec.Count], coarse = new byte[Spec.Count], fine = new byte[Spec.Count];
        OccupancyTruth truth = new();
        truth.Observe(scene, Shapes.AtOrigin, labels);
        VisibilityMasks masks = new(NuScenesRig.Create());
        masks.ObserveLabels(labels, coarse);
        masks.ObserveCameras(labels, new(scene, new(Vector3.Zero, 0), truth.Voxels), fine);
        int wall = 0, seenCoarse = 0, seenFine = 0;
        for (int x = 120; x < 195; x++)
        {
            // The voxel that holds the wall's near face at 1 m above the ground.
            double at = Spec.Centre(x, 0, 0).X;
            Assert.True(Spec.TryLocate(new(at, 6 + at * 0.06007, 1), out int i, out int j, out int k));
            wall++;
            seenCoarse += coarse[Spec.Index(i, j, k)];
            seenFine += fine[Spec.Index(i, j, k)];
        }
        Assert.True(seenFine >= 0.95 * wall && seenCoarse < 0.9 * wall, $"Of {wall} voxels {seenFine} are seen, {seenCoarse} by labels alone.");
    }

    private static Vector3D ToDouble(Vector3 p) => new(p.X, p.Y, p.Z);

    private static (byte[] Camera, byte[] Lidar) Masks(byte[] labels)
    {
        byte[] camera = new byte[Spec.Count], lidar = new byte[Spec.Count];
        VisibilityMasks masks = new(NuScenesRig.Create());
        masks.ObserveLabels(World((_, _, _) => 17), camera); // what was seen before must leave no trace
        masks.ObserveLabels(labels, camera);
        float[] ranges = [.. Enumerable.Range(0, LidarBeams.X.Length).Select(i => Range(labels, new(LidarBeams.X[i], LidarBeams.Y[i], LidarBeams.Z[i])))];
        masks.ObserveLidar(ranges, lidar);
        return (camera, lidar);
    }

    // How far a ray of the LiDAR goes until it meets a label.
    private static float Range(byte[] labels, Vector3 direction)
    {
        for (float range = 0; ; range += 0.05f)
        {
            Vector3 p = LidarBeams.Origin + direction * range;
            if (!Spec.TryLocate(ToDouble(p), out int x, out int y, out int z) || labels[Spec.Index(x, y, z)] != 17)
            {
                return range;
            }
        }
    }

    private static byte[] World(Func<int, int, int, byte> label)
    {
        byte[] labels = new byte[Spec.Count];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = label(i / (200 * 16), i / 16 % 200, i % 16);
        }
        return labels;
    }
}
