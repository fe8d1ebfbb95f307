namespace VoxPilot.World.Traffic;

/// <summary>What has a box of its own. <see cref="AgentKinds"/> has nuScenes' category and the occupancy label of each.</summary>
public enum AgentKind
{
    /// <summary>A passenger car.</summary>
    Car,
    /// <summary>A van or lorry.</summary>
    Truck,
    /// <summary>A bus.</summary>
    Bus,
    /// <summary>A trailer behind a truck, or parked.</summary>
    Trailer,
    /// <summary>An excavator or a wheel loader.</summary>
    ConstructionVehicle,
    /// <summary>A motorcycle, with rider if it moves.</summary>
    Motorcycle,
    /// <summary>A bicycle, with rider if it moves.</summary>
    Bicycle,
    /// <summary>A grown person.</summary>
    Adult,
    /// <summary>A child.</summary>
    Child,
    /// <summary>A person at work on the street.</summary>
    Worker,
    /// <summary>A temporary barrier.</summary>
    Barrier,
    /// <summary>A traffic cone.</summary>
    TrafficCone,
    /// <summary>A wheeled bin or a trolley.</summary>
    PushablePullable,
    /// <summary>Something that lies about: a full rubbish bag, a fallen branch.</summary>
    Debris,
    /// <summary>A dog.</summary>
    Animal,
    /// <summary>A rack for bicycles.</summary>
    BicycleRack,
}
