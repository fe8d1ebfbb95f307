using VoxPilot.Core;

namespace VoxPilot.World.Traffic;

/// <summary>What the field calls the kinds of agents.</summary>
public static class AgentKinds
{
    /// <summary>nuScenes' category name.</summary>
    public static string Category(this AgentKind kind) => kind switch
    {
        AgentKind.Car => "vehicle.car",
        AgentKind.Truck => "vehicle.truck",
        AgentKind.Bus => "vehicle.bus.rigid",
        AgentKind.Trailer => "vehicle.trailer",
        AgentKind.ConstructionVehicle => "vehicle.construction",
        AgentKind.Motorcycle => "vehicle.motorcycle",
        AgentKind.Bicycle => "vehicle.bicycle",
        AgentKind.Adult => "human.pedestrian.adult",
        AgentKind.Child => "human.pedestrian.child",
        AgentKind.Worker => "human.pedestrian.construction_worker",
        AgentKind.Barrier => "movable_object.barrier",
        AgentKind.TrafficCone => "movable_object.trafficcone",
        AgentKind.PushablePullable => "movable_object.pushable_pullable",
        AgentKind.Debris => "movable_object.debris",
        AgentKind.Animal => "animal",
        AgentKind.BicycleRack => "static_object.bicycle_rack",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Occ3D's label.</summary>
    public static OccupancyClass Class(this AgentKind kind) => kind switch
    {
        AgentKind.Car => OccupancyClass.Car,
        AgentKind.Truck => OccupancyClass.Truck,
        AgentKind.Bus => OccupancyClass.Bus,
        AgentKind.Trailer => OccupancyClass.Trailer,
        AgentKind.ConstructionVehicle => OccupancyClass.ConstructionVehicle,
        AgentKind.Motorcycle => OccupancyClass.Motorcycle,
        AgentKind.Bicycle => OccupancyClass.Bicycle,
        AgentKind.Adult or AgentKind.Child or AgentKind.Worker => OccupancyClass.Pedestrian,
        AgentKind.Barrier => OccupancyClass.Barrier,
        AgentKind.TrafficCone => OccupancyClass.TrafficCone,
        _ => OccupancyClass.Others,
    };

    /// <summary>True for what people drive or ride.</summary>
    public static bool IsVehicle(this AgentKind kind) => kind <= AgentKind.Bicycle;

    /// <summary>True for two wheels.</summary>
    public static bool IsCycle(this AgentKind kind) => kind is AgentKind.Bicycle or AgentKind.Motorcycle;

    /// <summary>True for people on foot.</summary>
    public static bool IsPerson(this AgentKind kind) => kind is AgentKind.Adult or AgentKind.Child or AgentKind.Worker;
}
