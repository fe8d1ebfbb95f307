namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>The names that nuScenes v1.0 fixes: categories, attributes, visibility levels and sensors. Their tokens follow from the names.</summary>
public static class NuScenesVocabulary
{
    /// <summary>The LiDAR's channel.</summary>
    public const string Lidar = "LIDAR_TOP";

    /// <summary>The 23 categories.</summary>
    public static IReadOnlyList<CategoryRow> Categories { get; } =
    [
        Category("human.pedestrian.adult", "Adult."),
        Category("human.pedestrian.child", "Child."),
        Category("human.pedestrian.wheelchair", "Person in a wheelchair."),
        Category("human.pedestrian.stroller", "Person with a stroller."),
        Category("human.pedestrian.personal_mobility", "Person on a small electric or self-propelled vehicle such as a skateboard or scooter."),
        Category("human.pedestrian.police_officer", "Police officer."),
        Category("human.pedestrian.construction_worker", "Construction worker."),
        Category("animal", "Animal."),
        Category("vehicle.car", "Vehicle for personal use: sedan, hatchback, van, jeep."),
        Category("vehicle.motorcycle", "Motor vehicle on two or three wheels."),
        Category("vehicle.bicycle", "Vehicle on two wheels moved by pedals."),
        Category("vehicle.bus.bendy", "Bus of two or more rigid parts joined by a bend."),
        Category("vehicle.bus.rigid", "Bus in one piece."),
        Category("vehicle.truck", "Vehicle made first of all to carry cargo."),
        Category("vehicle.construction", "Vehicle made for building."),
        Category("vehicle.emergency.ambulance", "Ambulance."),
        Category("vehicle.emergency.police", "Police vehicle."),
        Category("vehicle.trailer", "Trailer of a truck, car or bicycle."),
        Category("movable_object.barrier", "Temporary road barrier."),
        Category("movable_object.trafficcone", "Traffic cone."),
        Category("movable_object.pushable_pullable", "Thing that a person pushes or pulls: a bin, a cart."),
        Category("movable_object.debris", "Thing left on the road that is too large to be driven over."),
        Category("static_object.bicycle_rack", "Place where bicycles are parked."),
    ];

    /// <summary>The 8 attributes.</summary>
    public static IReadOnlyList<AttributeRow> Attributes { get; } =
    [
        Attribute("vehicle.moving", "The vehicle moves."),
        Attribute("vehicle.stopped", "The vehicle stands and its driver means to go on."),
        Attribute("vehicle.parked", "The vehicle stands with no intent to move."),
        Attribute("cycle.with_rider", "There is a rider on the bicycle or motorcycle."),
        Attribute("cycle.without_rider", "There is no rider on the bicycle or motorcycle."),
        Attribute("pedestrian.sitting_lying_down", "The person sits or lies."),
        Attribute("pedestrian.standing", "The person stands."),
        Attribute("pedestrian.moving", "The person moves."),
    ];

    /// <summary>The 4 visibility levels, tokens 1 to 4.</summary>
    public static IReadOnlyList<VisibilityRow> Visibilities { get; } =
    [
        new() { Token = "1", Level = "v0-40", Description = "0 to 40 % of the thing is visible in all images together." },
        new() { Token = "2", Level = "v40-60", Description = "40 to 60 % of the thing is visible in all images together." },
        new() { Token = "3", Level = "v60-80", Description = "60 to 80 % of the thing is visible in all images together." },
        new() { Token = "4", Level = "v80-100", Description = "80 to 100 % of the thing is visible in all images together." },
    ];

    /// <summary>The 12 sensors.</summary>
    public static IReadOnlyList<SensorRow> Sensors { get; } =
    [
        .. Rig.NuScenesNames.Select(name => Sensor(name, "camera")),
        Sensor(Lidar, "lidar"),
        Sensor("RADAR_FRONT", "radar"),
        Sensor("RADAR_FRONT_LEFT", "radar"),
        Sensor("RADAR_FRONT_RIGHT", "radar"),
        Sensor("RADAR_BACK_LEFT", "radar"),
        Sensor("RADAR_BACK_RIGHT", "radar"),
    ];

    /// <summary>Token of a category.</summary>
    /// <exception cref="ArgumentException">nuScenes has no such category.</exception>
    public static Token CategoryToken(string name) => Categories.FirstOrDefault(row => row.Name == name)?.Token ?? throw Unknown("category", name);

    /// <summary>Token of an attribute.</summary>
    /// <exception cref="ArgumentException">nuScenes has no such attribute.</exception>
    public static Token AttributeToken(string name) => Attributes.FirstOrDefault(row => row.Name == name)?.Token ?? throw Unknown("attribute", name);

    /// <summary>Token of a sensor.</summary>
    /// <exception cref="ArgumentException">nuScenes has no such sensor.</exception>
    public static Token SensorToken(string channel) => Sensors.FirstOrDefault(row => row.Channel == channel)?.Token ?? throw Unknown("sensor", channel);

    private static CategoryRow Category(string name, string description) => new() { Token = Token.Of("category/" + name), Name = name, Description = description };

    private static AttributeRow Attribute(string name, string description) => new() { Token = Token.Of("attribute/" + name), Name = name, Description = description };

    private static SensorRow Sensor(string channel, string modality) => new() { Token = Token.Of("sensor/" + channel), Channel = channel, Modality = modality };

    private static ArgumentException Unknown(string what, string name) => new($"nuScenes has no {what} '{name}'.", nameof(name));
}
