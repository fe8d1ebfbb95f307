using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Questions;

/// <summary>A class of things in words. Only nuScenes' ten detection classes are spoken of.</summary>
/// <param name="One">Singular.</param>
/// <param name="Many">Plural.</param>
internal sealed record Noun(string One, string Many)
{
    private static readonly Noun Car = new("car", "cars"), Truck = new("truck", "trucks"), Bus = new("bus", "buses"),
        Trailer = new("trailer", "trailers"), Construction = new("construction vehicle", "construction vehicles"),
        Motorcycle = new("motorcycle", "motorcycles"), Bicycle = new("bicycle", "bicycles"), Pedestrian = new("pedestrian", "pedestrians"),
        Barrier = new("barrier", "barriers"), Cone = new("traffic cone", "traffic cones");

    /// <summary>All classes, in the order in which they are listed.</summary>
    public static IReadOnlyList<Noun> All { get; } = [Car, Truck, Bus, Trailer, Construction, Motorcycle, Bicycle, Pedestrian, Barrier, Cone];

    /// <summary>The class of a kind of agents; null for what is not spoken of.</summary>
    public static Noun? Of(AgentKind kind) => kind switch
    {
        AgentKind.Car => Car,
        AgentKind.Truck => Truck,
        AgentKind.Bus => Bus,
        AgentKind.Trailer => Trailer,
        AgentKind.ConstructionVehicle => Construction,
        AgentKind.Motorcycle => Motorcycle,
        AgentKind.Bicycle => Bicycle,
        AgentKind.Adult or AgentKind.Child or AgentKind.Worker => Pedestrian,
        AgentKind.Barrier => Barrier,
        AgentKind.TrafficCone => Cone,
        _ => null,
    };

    /// <summary>The class of a detection.</summary>
    public static Noun Of(DetectionClass kind) => kind switch
    {
        DetectionClass.Car => Car,
        DetectionClass.Truck => Truck,
        DetectionClass.Bus => Bus,
        DetectionClass.Trailer => Trailer,
        DetectionClass.ConstructionVehicle => Construction,
        DetectionClass.Motorcycle => Motorcycle,
        DetectionClass.Bicycle => Bicycle,
        DetectionClass.Pedestrian => Pedestrian,
        DetectionClass.Barrier => Barrier,
        DetectionClass.TrafficCone => Cone,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No class of things that is spoken of."),
    };

    /// <summary><c>1 car</c>, <c>2 cars</c>, <c>no cars</c>.</summary>
    public string Count(int n) => n switch { 0 => $"no {Many}", 1 => $"1 {One}", _ => $"{n} {Many}" };
}
