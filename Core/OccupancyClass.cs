namespace VoxPilot.Core;

/// <summary>The 18 labels of Occ3D-nuScenes.</summary>
public enum OccupancyClass : byte
{
    /// <summary>Something else that occupies space.</summary>
    Others = 0,
    /// <summary>Barrier.</summary>
    Barrier = 1,
    /// <summary>Bicycle.</summary>
    Bicycle = 2,
    /// <summary>Bus.</summary>
    Bus = 3,
    /// <summary>Car.</summary>
    Car = 4,
    /// <summary>Construction vehicle.</summary>
    ConstructionVehicle = 5,
    /// <summary>Motorcycle.</summary>
    Motorcycle = 6,
    /// <summary>Pedestrian.</summary>
    Pedestrian = 7,
    /// <summary>Traffic cone.</summary>
    TrafficCone = 8,
    /// <summary>Trailer.</summary>
    Trailer = 9,
    /// <summary>Truck.</summary>
    Truck = 10,
    /// <summary>Driveable surface.</summary>
    DriveableSurface = 11,
    /// <summary>Other flat ground.</summary>
    OtherFlat = 12,
    /// <summary>Pavement.</summary>
    Sidewalk = 13,
    /// <summary>Grass, soil, rolling ground.</summary>
    Terrain = 14,
    /// <summary>Buildings, walls, poles.</summary>
    Manmade = 15,
    /// <summary>Vegetation.</summary>
    Vegetation = 16,
    /// <summary>Nothing there.</summary>
    Free = 17,
}
