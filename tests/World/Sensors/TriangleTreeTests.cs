using System.Numerics;
using System.Runtime.Intrinsics;

using VoxPilot.Core;
using VoxPilot.World.Meshes;
using VoxPilot.World.Numerics;
using VoxPilot.World.Sensors;

namespace VoxPilot.World.Tests.Sensors;

public sealed class TriangleTreeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(400)]
    public void Rays_end_where_trying_every_triangle_ends_them(int count)
    {
        RandomStream random = new(3, (ulong)count);
        TriangleTree tree = TriangleTree.Of(Shapes.Shards(random, count));
        int met = 0;
        for (int i = 0; i < 150; i++)
        {
            Vector3 origin = 12 * Shapes.Direction(random);
            Vector3[] directions = [.. Enumerable.Range(0, 8).Select(_ => i % 3 == 0 ? Shapes.Direction(random) : Vector3.Normalize(-origin + 6 * Shapes.Direction(random)))];
            if (i % 5 == 0)
            {
                directions[0] = Vector3.UnitX;
                directions[1] = -Vector3.UnitZ;
            }
            RayPacket rays = Packet(origin, directions, 30);
            tree.Cast(ref rays);
            for (int lane = 0; lane < 8; lane++)
            {
                (float t, int triangle) = TriangleTreeReference.Cast(tree, origin, directions[lane], 30);
                Assert.Equal(t, rays.Limit[lane]);
                Assert.Equal(triangle, rays.Triangle[lane]);
                met += triangle >= 0 ? 1 : 0;
            }
        }
        Assert.True(count < 400 || met is > 200 and < 1190, $"{met} of 1200 rays met something: the test says little.");
    }

    [Fact]
    public void A_ray_does_not_depend_on_those_beside_it()
    {
        RandomStream random = new(5);
        TriangleTree tree = TriangleTree.Of(Shapes.Shards(random, 300));
        Vector3[] directions = [.. Enumerable.Range(0, 8).Select(_ => Shapes.Direction(random))];
        RayPacket together = Packet(Vector3.Zero, directions, 30);
        tree.Cast(ref together);
        for (int lane = 0; lane < 8; lane++)
        {
            RayPacket alone = Packet(Vector3.Zero, [.. Enumerable.Repeat(directions[lane], 8)], 30);
            tree.Cast(ref alone);
            Assert.Equal((alone.Limit[0], alone.Triangle[0]), (together.Limit[lane], together.Triangle[lane]));
        }
    }

    [Fact]
    public void No_ray_slips_out_of_a_closed_body()
    {
        // A ball of 2·24·48 triangles, far from the origin, where single precision is coarse.
        const int Rows = 24, Columns = 48;
        Vector3 middle = new(412.3f, -287.9f, 1.7f);
        List<Vector3> positions = [];
        List<int> indices = [];
        for (int i = 0; i <= Rows; i++)
        {
            for (int j = 0; j < Columns; j++)
            {
                double theta = Math.PI * i / Rows, phi = 2 * Math.PI * j / Columns;
                positions.Add(middle + 3 * new Vector3((float)(Elementary.Sin(theta) * Elementary.Cos(phi)), (float)(Elementary.Sin(theta) * Elementary.Sin(phi)), (float)Elementary.Cos(theta)));
                if (i < Rows)
                {
                    (int a, int b) = (i * Columns + j, i * Columns + (j + 1) % Columns);
                    indices.AddRange([a, a + Columns, b, b, a + Columns, b + Columns]);
                }
            }
        }
        TriangleTree tree = TriangleTree.Of(Shapes.Of([.. positions], [.. indices], OccupancyClass.Manmade));
        RandomStream random = new(8);
        for (int i = 0; i < 4000; i++)
        {
            // Every other packet aims at corners and middles of edges exactly.
            Vector3[] directions = [.. Enumerable.Range(0, 8).Select(_ => i % 2 == 0 ? Shapes.Direction(random) : Vector3.Normalize(OnEdge(tree[random.Index(tree.Count)], random) - middle))];
            RayPacket rays = Packet(middle, directions, 100);
            tree.Cast(ref rays);
            Assert.True(Vector256.GreaterThanOrEqualAll(rays.Triangle, Vector256<int>.Zero), "A ray left a closed body.");
            Assert.True(Vector256.GreaterThanAll(rays.Limit, Vector256.Create(2.9f)) && Vector256.LessThanAll(rays.Limit, Vector256.Create(3.001f)));
        }
    }

    [Fact]
    public void Moving_things_are_met_where_they_stand()
    {
        RandomStream random = new(11);
        Mesh mesh = Shapes.Shards(random, 60);
        MeshInstance[] moving = [.. Enumerable.Range(0, 9).Select(i => Shapes.Put(mesh, new(30 * i, -4 * i, 1), 0.7 * i, i))];
        RayScene scene = Shapes.Scene([], moving), baked = Shapes.Scene(moving);
        int met = 0, different = 0;
        for (int i = 0; i < 600; i++)
        {
            Vector3 target = moving[i % 9].Place.Position, origin = target + 40 * Shapes.Direction(random);
            RayPacket rays = Packet(origin, [.. Enumerable.Range(0, 8).Select(_ => Vector3.Normalize(target + 8 * Shapes.Direction(random) - origin))], 80), same = rays;
            scene.Cast(ref rays);
            baked.Cast(ref same);
            for (int lane = 0; lane < 8; lane++)
            {
                if (MathF.Abs(rays.Limit[lane] - same.Limit[lane]) > 2e-3f)
                {
                    different++;
                }
                else if (rays.Triangle[lane] >= 0)
                {
                    met++;
                    Assert.Equal(baked.At(same.Triangle[lane], -1).Thing.Agent, scene.At(rays.Triangle[lane], rays.Instance[lane]).Thing.Agent);
                }
            }
        }
        Assert.InRange(met, 500, 4700);
        Assert.InRange(different, 0, 10); // a ray along an edge may pass on either side
    }

    [Fact]
    public void The_tree_is_the_same_for_any_number_of_threads()
    {
        RandomStream random = new(2);
        Bounds[] boxes = [.. Enumerable.Range(0, 5000).Select(_ => 10 * Shapes.Direction(random)).Select(p => new Bounds(p, p + Vector3.One))];
        BoundsTree alone = BoundsTree.Build(boxes, out int[] order, int.MaxValue), together = BoundsTree.Build(boxes, out int[] orderTogether, 32);
        Assert.Equal(order, orderTogether);
        Assert.Equal(Bytes(alone), Bytes(together));
    }

    [Fact]
    public void Coinciding_triangles_do_not_make_the_tree_deep()
    {
        Mesh one = Shapes.Plane(0, 0, 1, 1, 0, OccupancyClass.Manmade);
        TriangleTree tree = TriangleTree.Of([.. Enumerable.Repeat(Shapes.Put(one), 2000)]);
        RayPacket rays = Packet(new(0.3f, 0.2f, 5), [.. Enumerable.Repeat(-Vector3.UnitZ, 8)], 10);
        tree.Cast(ref rays);
        Assert.Equal(5, rays.Limit[0], 1e-5f);
    }

    private static Vector3 OnEdge(TriangleTree.Corner corner, RandomStream random) => random.Chance(0.5) ? corner.A : (corner.A + corner.B) / 2;

    private static byte[] Bytes(BoundsTree tree) => System.Runtime.InteropServices.MemoryMarshal.AsBytes(tree.Nodes).ToArray();

    private static RayPacket Packet(Vector3 origin, Vector3[] directions, float limit) => new(
        origin, Vector256.Create([.. directions.Select(d => d.X)]), Vector256.Create([.. directions.Select(d => d.Y)]), Vector256.Create([.. directions.Select(d => d.Z)]), limit);
}
