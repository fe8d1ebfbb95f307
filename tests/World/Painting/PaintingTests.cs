using System.Numerics;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Painting;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Tests.Painting;

public sealed class PaintingTests
{
    private static readonly Plain Grey = new(new(0.5f));

    [Fact]
    public void A_ray_through_a_projected_point_meets_the_point()
    {
        Pose egoToTown = Pose.Planar(4, -2, 0.3);
        foreach (Camera camera in NuScenesRig.Create(320).Cameras)
        {
            Lens lens = new(camera, egoToTown * camera.SensorToEgo);
            Matrix3 rotation = camera.SensorToEgo.Rotation.ToMatrix();
            Vector3D point = camera.SensorToEgo.Translation + rotation * new Vector3D(1.5, -0.7, 9);
            (double u, double v, _) = camera.EgoToImage.Project(point);
            Vector3D town = egoToTown.Transform(point);
            Ray ray = lens.Through(u, v);
            Vector3 away = new Vector3((float)town.X, (float)town.Y, (float)town.Z) - ray.Origin;
            Assert.InRange((away - Vector3.Dot(away, ray.Direction) * ray.Direction).Length(), 0, 1e-3);
            Assert.True(Vector3.Dot(away, ray.Direction) > 0);
        }
    }

    [Fact]
    public void The_tree_finds_what_trying_every_shape_finds()
    {
        RandomStream random = new(5);
        Vector3 Anywhere(float reach) => new(random.Between(-reach, reach), random.Between(-reach, reach), random.Between(-reach, reach));
        List<Shape> shapes = [];
        for (int i = 0; i < 120; i++)
        {
            Vector3 at = Anywhere(8);
            shapes.Add((i % 3) switch
            {
                0 => new Blob(at, new(random.Between(0.2f, 2), 1, 0.5f), Grey),
                1 => new Rod(at, at + Anywhere(3), random.Between(0.1f, 0.6f), Grey),
                _ => Solid.Block(new(at, random.Between(0, 6)), new(-1, -0.5f, -0.3f), new(1, 0.5f, 0.3f), Grey),
            });
        }
        ShapeTree tree = new(shapes);
        int met = 0;
        for (int i = 0; i < 2000; i++)
        {
            Ray ray = new(Anywhere(12), Vector3.Normalize(Anywhere(1)));
            float limit = 100, nearest = 100;
            Shape? found = tree.Nearest(ray, ref limit, out _), plain = null;
            foreach (Shape shape in shapes)
            {
                if (shape.Meets(ray, nearest, out float t, out _) && t < nearest)
                {
                    (plain, nearest) = (shape, t);
                }
            }
            Assert.Same(plain, found);
            Assert.Equal(nearest, limit);
            Assert.Equal(plain is not null, tree.Blocked(ray, 100));
            met += plain is null ? 0 : 1;
        }
        Assert.InRange(met, 200, 1900);
    }

    [Fact]
    public void Points_that_rays_meet_lie_on_the_shape()
    {
        Ray ray = new(new(-10, 0.2f, 0.1f), Vector3.UnitX);
        Assert.True(Solid.Block(new(new(5, 0, 0)), new(-1, -1, -1), new(1, 1, 1), Grey).Meets(ray, 100, out float box, out _));
        Assert.True(new Blob(new(5, 0.2f, 0.1f), new(2, 1, 1), Grey).Meets(ray, 100, out float blob, out _));
        Assert.True(new Rod(new(5, 0.2f, -3), new(5, 0.2f, 3), 0.5f, Grey).Meets(ray, 100, out float rod, out _));
        Assert.Equal((14f, 13f, 14.5f), (MathF.Round(box, 3), MathF.Round(blob, 3), MathF.Round(rod, 3)));
    }
}
