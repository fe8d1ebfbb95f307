using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Towns;

/// <summary>Measures and colours of everything that has a box, drawn at random within what is usual on streets (nuScenes' boxes).</summary>
internal static class ObjectModels
{
    private static readonly Paint[] CarPaints =
    [
        Paint.White, Paint.White, Paint.Silver, Paint.Silver, Paint.Grey, Paint.Grey, Paint.Black, Paint.Black, Paint.Red, Paint.Red, Paint.Blue, Paint.Blue, Paint.Green, Paint.Beige, Paint.Yellow, Paint.Orange,
    ];

    private static readonly Paint[] LorryPaints = [Paint.White, Paint.White, Paint.White, Paint.Blue, Paint.Red, Paint.Grey, Paint.Yellow, Paint.Green];

    private static readonly Paint[] Clothes = [Paint.Black, Paint.Grey, Paint.Blue, Paint.White, Paint.Red, Paint.Green, Paint.Beige, Paint.Yellow, Paint.Orange];

    private static readonly Paint[] Bins = [Paint.Green, Paint.Grey, Paint.Blue, Paint.Black];

    /// <summary>A model of a kind.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="random">Decides within the kind.</param>
    /// <param name="ridden">True for a cycle with its rider; its box holds both.</param>
    public static AgentModel Draw(AgentKind kind, RandomStream random, bool ridden = false)
    {
        double u = random.Unit(), v = random.Unit(), w = random.Unit();
        Vector3D size = kind switch
        {
            AgentKind.Car => new(4.15 + 0.7 * u, 1.75 + 0.14 * (u + v) / 2 + 0.04 * w, 1.42 + 0.3 * w),
            AgentKind.Truck => new(5.8 + 3 * u, 2.15 + 0.3 * v, 2.5 + 0.9 * w),
            AgentKind.Bus => new(10.2 + 1.6 * u, 2.5 + 0.1 * v, 3.1 + 0.25 * w),
            AgentKind.Trailer => new(8 + 3.5 * u, 2.45 + 0.1 * v, 3.2 + 0.5 * w),
            AgentKind.ConstructionVehicle => new(5.4 + 1.2 * u, 2.4 + 0.2 * v, 2.9 + 0.4 * w),
            AgentKind.Motorcycle => new(2 + 0.2 * u, 0.75 + 0.1 * v, ridden ? 1.55 + 0.12 * w : 1.12 + 0.14 * w),
            AgentKind.Bicycle => new(1.7 + 0.12 * u, 0.58 + 0.06 * v, ridden ? 1.68 + 0.14 * w : 1.02 + 0.1 * w),
            AgentKind.Adult => new(0.58 + 0.12 * u, 0.6 + 0.12 * v, 1.58 + 0.28 * w),
            AgentKind.Child => new(0.42 + 0.08 * u, 0.42 + 0.08 * v, 1.02 + 0.35 * w),
            AgentKind.Worker => new(0.6 + 0.12 * u, 0.65 + 0.12 * v, 1.66 + 0.22 * w),
            AgentKind.Barrier => new(0.48 + 0.06 * u, 2.4 + 0.2 * v, 0.98 + 0.06 * w),
            AgentKind.TrafficCone => new(0.38 + 0.05 * u, 0.38 + 0.05 * u, 0.7 + 0.12 * w),
            AgentKind.PushablePullable => new(0.68 + 0.1 * u, 0.6 + 0.1 * v, 1.02 + 0.12 * w),
            AgentKind.Debris => new(0.6 + 0.6 * u, 0.5 + 0.4 * v, 0.3 + 0.35 * w),
            AgentKind.Animal => new(0.75 + 0.3 * u, 0.3 + 0.08 * v, 0.5 + 0.2 * w),
            AgentKind.BicycleRack => new(1.9 + 0.3 * u, 2.6 + 1.2 * v, 0.95 + 0.1 * w),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
        return new(kind, size, PaintOf(kind, random), ridden && kind.IsCycle(), random.Next());
    }

    private static Paint PaintOf(AgentKind kind, RandomStream random) => kind switch
    {
        AgentKind.Car or AgentKind.Motorcycle or AgentKind.Bicycle => random.Pick(CarPaints),
        AgentKind.Truck or AgentKind.Trailer or AgentKind.Bus => random.Pick(LorryPaints),
        AgentKind.ConstructionVehicle => random.Chance(0.8) ? Paint.Yellow : Paint.Orange,
        AgentKind.Adult or AgentKind.Child => random.Pick(Clothes),
        AgentKind.Worker or AgentKind.TrafficCone => Paint.Orange,
        AgentKind.Barrier => random.Chance(0.7) ? Paint.Red : Paint.White,
        AgentKind.PushablePullable => random.Pick(Bins),
        AgentKind.Debris => random.Chance(0.5) ? Paint.Black : Paint.Beige,
        AgentKind.Animal => random.Chance(0.5) ? Paint.Beige : Paint.Black,
        _ => Paint.Silver,
    };
}
