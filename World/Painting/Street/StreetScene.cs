using System.Numerics;

using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Painting.Street;

/// <summary>A street at one instant: everything that stands or moves in it, the ground and the sky.</summary>
internal sealed class StreetScene
{
    private static readonly Vector3[] Varnishes =
    [
        new(0.62f, 0.62f, 0.61f), new(0.30f, 0.31f, 0.33f), new(0.030f), new(0.11f, 0.12f, 0.13f), new(0.27f, 0.018f, 0.020f),
        new(0.025f, 0.07f, 0.24f), new(0.035f, 0.13f, 0.12f), new(0.55f, 0.50f, 0.40f),
    ];
    private static readonly CarKind[] Kinds = [CarKind.Saloon, CarKind.Hatchback, CarKind.Suv];

    private readonly List<Shape> shapes = [];
    private readonly List<(Placement, Vector2)> shaded = [];
    private readonly StreetPlan plan = new();
    private readonly RandomStream random;
    private int varnish;

    private StreetScene(int seed, float time)
    {
        random = new(seed);
        varnish = random.Index(Varnishes.Length);
        Sky = new(random.Between(1.95f, 2.35f), random.Between(0.72f, 0.84f), random.Between(0, 40));
        Pavements();
        Buildings();
        Plants();
        Street();
        Parked();
        Traffic(time);
        Walkers(time);
        Tree = new(shapes);
        Ground = new Roadway(plan, shaded);
    }

    public ShapeTree Tree { get; }

    public Surface Ground { get; }

    public Sky Sky { get; }

    /// <summary>The street of a seed, <paramref name="time"/> seconds after its beginning.</summary>
    public static StreetScene At(int seed, float time) => new(seed, time);

    private void Pavements()
    {
        foreach ((float from, float to) in ((float, float)[])[(plan.Near, plan.SideFrom), (plan.SideTo, plan.Far)])
        {
            shapes.Add(Solid.Block(new(default), new(from, plan.RightFront - 8, -0.3f), new(to, plan.RightKerb, plan.PavementHeight), new Paving(plan.RightKerb)));
            shapes.Add(Solid.Block(new(default), new(from, plan.LeftKerb, -0.3f), new(to, plan.LeftFront + 4, plan.PavementHeight), new Paving(plan.LeftKerb)));
        }
    }

    private void Buildings()
    {
        shapes.AddRange(Houses.Row(plan.Near, plan.SideFrom - 3.5f, plan.RightFront, left: false, shops: true, random));
        shapes.AddRange(Houses.Row(plan.SideTo + 3.5f, plan.Far - 25, plan.RightFront, left: false, shops: false, random));
        shapes.AddRange(Houses.Row(plan.Near, -9, plan.LeftFront, left: true, shops: false, random));
        shapes.AddRange(Houses.Row(plan.SideTo + 3.5f, plan.Far - 20, plan.LeftFront, left: true, shops: false, random));
        shapes.AddRange(Houses.Row(-9, plan.SideFrom - 4, plan.LeftFront + 34, left: true, shops: false, random)); // across the park
        shapes.AddRange(Houses.Row(plan.SideTo + 16, plan.SideTo + 50, plan.LeftFront + 34, left: true, shops: false, random));
        shapes.AddRange(Houses.Close(new(plan.Near - 12, 22, 0), 44, random));
        shapes.AddRange(Houses.Church(new(plan.Far - 12, 1, 0)));
    }

    private void Plants()
    {
        float ground = plan.PavementHeight, edge = plan.LeftFront;
        shapes.Add(Solid.Block(new(default), new(-9, edge, -0.3f), new(plan.SideFrom, edge + 34, ground + 0.03f), new Grass()));
        shapes.Add(Trees.Hedge(new(-8.6f, edge + 0.1f, ground), new(10, edge + 0.95f, ground + 1.0f)));
        shapes.Add(Trees.Hedge(new(14, edge + 0.1f, ground), new(plan.SideFrom - 1.2f, edge + 0.95f, ground + 1.0f)));
        shapes.Add(Solid.Block(new(default), new(10.4f, edge, 0), new(13.6f, edge + 30, ground + 0.045f), new Paving(1000)));
        foreach ((float x, float y, float height) in ((float, float, float)[])
            [(-4, 6, 9), (3, 13, 11), (8, 5, 7.5f), (17, 8, 10), (24, 16, 12), (29, 6, 8.5f), (37, 10, 11), (42, 22, 12), (-5, 22, 12), (12, 25, 11), (30, 27, 10)])
        {
            Vector3 foot = new(x + random.Between(-0.8f, 0.8f), edge + y, ground);
            shapes.AddRange(Trees.Tree(foot, height * random.Between(0.92f, 1.1f), random));
        }
        foreach (float x in (float[])[-58, -41, -24, 62, 74, 88, 104, 122, 142])
        {
            Planted(new(x, plan.LeftKerb + 0.9f, ground), random.Between(6.0f, 8.5f));
        }
        foreach (float x in (float[])[-66, -48, -31, -15, 14.5f, 27, 64, 79, 95, 113, 132, 150])
        {
            Planted(new(x, plan.RightKerb - 0.9f, ground), random.Between(5.5f, 8.0f));
        }
        foreach (float x in (float[])[-7, 2, 15, 22, 33])
        {
            shapes.Add(Trees.Bush(new(x, edge + random.Between(2.0f, 3.2f), ground), random.Between(0.5f, 0.9f), random));
        }
        foreach (float y in (float[])[-13, -7, 11, 18])
        {
            shapes.AddRange(Trees.Tree(new(plan.Near - 5, y, 0), random.Between(7, 9), random)); // before the house that closes the street
        }
    }

    private void Planted(Vector3 foot, float height)
    {
        shapes.Add(Solid.Block(new(foot), new(-0.55f, -0.55f, -0.05f), new(0.55f, 0.55f, 0.012f), new Plain(new(0.075f, 0.055f, 0.038f), 0, 5, 0.5f)));
        shapes.AddRange(Trees.Tree(foot, height, random));
    }

    private void Street()
    {
        float ground = plan.PavementHeight, right = plan.RightKerb - 0.55f, left = plan.LeftKerb + 0.55f;
        foreach (float x in (float[])[-62, -34, -6, 22, 60, 92, 124])
        {
            shapes.AddRange(Furniture.Lamp(new(x, right, ground), 1));
            shapes.AddRange(Furniture.Lamp(new(x - 12, left, ground), -1));
        }
        shapes.AddRange(Furniture.Sign(new(plan.ZebraFrom - 0.4f, right, ground)));
        shapes.AddRange(Furniture.Sign(new(plan.ZebraTo + 0.4f, left, ground)));
        foreach (float offset in (float[])[-1.6f, 0.3f, 3.2f, 5.1f])
        {
            shapes.AddRange(Furniture.Bollard(new(plan.ZebraFrom + offset, right + 0.1f, ground)));
            shapes.AddRange(Furniture.Bollard(new(plan.ZebraFrom + offset, left - 0.1f, ground)));
        }
        foreach (float x in (float[])[-3.5f, 1, 5.5f])
        {
            shapes.AddRange(Furniture.Bollard(new(x, right + 0.1f, ground)));
        }
        shapes.AddRange(Furniture.Bench(new(7.4f, plan.LeftFront - 0.5f, ground), -MathF.PI / 2));
        shapes.AddRange(Furniture.Bin(new(9.2f, plan.LeftFront - 0.5f, ground)));
        shapes.AddRange(Furniture.Bench(new(-1.2f, plan.RightKerb - 1.1f, ground), MathF.PI / 2));
        shapes.AddRange(Furniture.Bin(new(0.4f, plan.RightKerb - 1.0f, ground)));
    }

    private void Parked()
    {
        float right = (plan.RightKerb + plan.RightLine) / 2, left = (plan.LeftKerb + plan.LeftLine) / 2;
        foreach (float x in (float[])[-42, -30, -24, -12, 12, 18, 30, 66, 72, 84, 96])
        {
            Car(new(x, right + random.Between(-0.08f, 0.08f), 0), random.Between(-0.015f, 0.015f));
        }
        foreach (float x in (float[])[-54, -36, -18, -12, 0, 18, 24, 62, 74, 80])
        {
            Car(new(x, left + random.Between(-0.08f, 0.08f), 0), MathF.PI + random.Between(-0.015f, 0.015f));
        }
        Place(new(new(8.6f, left, 0), MathF.PI), new(2.7f, 1), at => Vehicles.Van(at, Varnishes[0]));
        Car(new(plan.SideMiddle + 2, plan.RightKerb - 6.5f, 0), MathF.PI / 2); // waits in the side street
    }

    private void Traffic(float time)
    {
        Place(new(new(-15.5f + 7.6f * time, 0.1f, 0)), new(2.2f, 0.95f), at => Vehicles.Car(at, Varnishes[4], CarKind.Hatchback));
        Place(new(new(64 + 9.5f * time, 0, 0)), new(2.2f, 0.95f), at => Vehicles.Car(at, Varnishes[5], CarKind.Suv));
        Place(new(new(45.2f - 0.4f * time, plan.LeftLane, 0), MathF.PI), new(2.2f, 0.95f), at => Vehicles.Car(at, Varnishes[0], CarKind.Saloon));
        Place(new(new(-19 - 8.5f * time, plan.LeftLane, 0), MathF.PI), new(3.7f, 1.2f), at => Vehicles.Truck(at, new(0.55f, 0.30f, 0.04f), new(0.66f, 0.66f, 0.64f)));
        Vector3 bicycle = new(19.5f + 4.6f * time, -1.25f, 0);
        shaded.Add((new(bicycle), new(0.8f, 0.15f)));
        shapes.AddRange(People.Cyclist(bicycle, 0, 0.6f - 5.5f * time, random));
    }

    private void Walkers(float time)
    {
        float ground = plan.PavementHeight, right = plan.RightFront, left = plan.LeftKerb;
        Walker(new(plan.ZebraFrom + 1.9f, 2.6f - 1.35f * time, 0), -MathF.PI / 2, 1.1f + 6 * time);
        Walker(new(plan.ZebraFrom + 0.9f, left + 0.9f, ground), -MathF.PI / 2, float.NaN);
        Walker(new(6.2f + 1.3f * time, right + 1.5f, ground), 0, 0.9f + 6 * time);
        Walker(new(16.5f - 1.2f * time, right + 1.2f, ground), MathF.PI, 2.0f + 6 * time);
        Walker(new(17.4f - 1.2f * time, right + 1.9f, ground), MathF.PI, 0.4f + 6 * time);
        Walker(new(-6.5f - 1.4f * time, right + 1.3f, ground), MathF.PI, 1.3f + 6 * time);
        Walker(new(4.6f + 1.4f * time, left + 1.6f, ground), 0, 1.0f + 6 * time);
        Walker(new(-12 + 1.3f * time, left + 1.8f, ground), 0, 4.4f + 6 * time);
        Walker(new(12 - 1.0f * time, plan.LeftFront + 9, ground + 0.05f), -2.6f, 1.2f + 6 * time);
        Walker(new(-0.5f, right + 0.6f, ground), 0.6f, float.NaN);
    }

    private void Walker(Vector3 foot, float heading, float stride)
    {
        shaded.Add((new(foot), new(0.2f, 0.15f)));
        shapes.AddRange(People.Walker(foot, heading, stride, random));
    }

    private void Car(Vector3 where, float heading)
    {
        varnish = (varnish + 3) % Varnishes.Length; // neighbours differ
        (Vector3 color, CarKind kind) = (Varnishes[varnish], random.Pick(Kinds));
        Place(new(where, heading), new(2.2f, 0.95f), at => Vehicles.Car(at, color, kind));
    }

    private void Place(Placement at, Vector2 half, Func<Placement, IEnumerable<Shape>> build)
    {
        shaded.Add((at, half));
        shapes.AddRange(build(at));
    }
}
