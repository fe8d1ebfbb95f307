using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Towns;

/// <summary>What stands about: bicycles and racks, bins, bags, rows of barriers, lorries in yards.</summary>
internal static class SmallThings
{
    /// <summary>Places them along all streets.</summary>
    public static void Place(TownDraft town)
    {
        RandomStream random = new(town.Seed, (ulong)TownPart.Objects + 0x100);
        foreach (Road road in town.Roads)
        {
            foreach (int side in (int[])[1, -1])
            {
                Block block = town.BlockBeside(road, side);
                Bulges(town, road, side, random);
                for (double s = road.From + random.Between(2.0, 6); s < road.To - 3; s += random.Between(5.0, 11))
                {
                    BehindPavement(town, block, road, side, s, random);
                }
                Kerbside(town, road, side, random);
            }
        }
    }

    /// <summary>Bicycles side by side where the pavement bulges between parked cars; the bulges they leave get trees.</summary>
    private static void Bulges(TownDraft town, Road road, int side, RandomStream random)
    {
        List<(double From, double To)> strips = road.Strips(side);
        for (int i = 0; i + 1 < strips.Count; i++)
        {
            double middle = (strips[i].To + strips[i + 1].From) / 2;
            if (strips[i + 1].From - strips[i].To < 5 && random.Chance(0.3))
            {
                double across = road.Profile.LaneEdge(side) + road.Profile.Parking(side) / 2 + 0.2, yaw = Shapes.Heading(road.Direction(middle).Left);
                for (int k = -1; k <= 1; k++)
                {
                    town.TryStand(ObjectModels.Draw(AgentKind.Bicycle, random), road.Point(middle + 0.75 * k, side * across), yaw + random.Between(-0.1, 0.1) + (random.Chance(0.5) ? Math.PI : 0));
                }
            }
        }
    }

    private static void BehindPavement(TownDraft town, Block block, Road road, int side, double s, RandomStream random)
    {
        double along = Shapes.Heading(road.Direction(s)), draw = random.Unit(), outer = road.Profile.Outer(side);
        bool Behind(AgentKind kind, double at, double turned, double gap = 0.2)
        {
            AgentModel model = ObjectModels.Draw(kind, random);
            bool across = Math.Abs(turned) > 1;
            double depth = across ? model.Size.X : model.Size.Y;
            Vector2D place = road.Point(at, side * (outer + gap + depth / 2));
            Footprint covered = new(place, along + turned, model.Size.X, model.Size.Y);
            return block.Holds(covered) && town.TryStand(model, place, along + turned);
        }

        if (draw < 0.34)
        {
            int count = 1 + random.Index(4);
            for (int i = 0; i < count; i++)
            {
                Behind(AgentKind.PushablePullable, s + 0.85 * i, Math.PI / 2 * -side);
            }
            if (random.Chance(0.3))
            {
                Behind(AgentKind.Debris, s - 1.1, random.Between(-0.9, 0.9));
            }
        }
        else if (draw < 0.44)
        {
            Behind(AgentKind.BicycleRack, s, Math.PI / 2 * -side);
        }
        else if (draw < 0.56)
        {
            int count = 1 + random.Index(3);
            for (int i = 0; i < count; i++)
            {
                Behind(AgentKind.Bicycle, s + 0.8 * i, Math.PI / 2);
            }
        }
        else if (draw < 0.63)
        {
            int count = 2 + random.Index(4);
            for (int i = 0; i < count; i++)
            {
                Behind(AgentKind.Barrier, s + 2.75 * i, Math.PI / 2 * -side, 0.35);
            }
        }
        else if (draw < 0.8 && town.Style.Architecture == Architecture.Industrial)
        {
            Behind(random.Chance(0.4) ? AgentKind.Truck : random.Chance(0.6) ? AgentKind.Trailer : AgentKind.ConstructionVehicle, s, Math.PI / 2 * -side, random.Between(1.0, 3));
        }
        else if (draw < 0.85 && town.Style.Architecture == Architecture.Suburb)
        {
            Behind(AgentKind.Car, s, Math.PI / 2 * -side, random.Between(0.8, 3));
        }
    }

    /// <summary>Bicycles at the kerb and rubbish put out for the collection.</summary>
    private static void Kerbside(TownDraft town, Road road, int side, RandomStream random)
    {
        for (double s = road.From + random.Between(1.0, 12); s < road.To - 2; s += random.Between(8.0, 24))
        {
            AgentKind kind = random.Chance(0.5) ? AgentKind.Bicycle : random.Chance(0.75) ? AgentKind.PushablePullable : AgentKind.Debris;
            AgentModel model = ObjectModels.Draw(kind, random);
            model = model with { Size = new(model.Size.X, Math.Min(model.Size.Y, Pavements.FurnitureStrip - 0.1), model.Size.Z) };
            bool crossing = road.Crossings.Any(at => Math.Abs(at - s) < CrossingPlan.Width / 2 + 1.2);
            if (!crossing && Math.Abs(road.Kerb(side, s - 1) - road.Kerb(side, s + 1)) < 0.01)
            {
                town.TryStand(model, road.Point(s, side * (road.Kerb(side, s) + 0.05 + model.Size.Y / 2)), Shapes.Heading(road.Direction(s)) + (random.Chance(0.5) ? Math.PI : 0));
            }
        }
    }
}
