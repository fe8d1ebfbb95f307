using System.Text;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>Names of the detection classes, and which of nuScenes' 23 categories belong to them (devkit: eval/detection/utils.py).</summary>
public static class DetectionClasses
{
    /// <summary>How many there are.</summary>
    public const int Count = 10;

    private static readonly byte[][] Utf8Names;

    private static readonly Dictionary<string, DetectionClass> OfCategories = new(StringComparer.Ordinal)
    {
        ["vehicle.car"] = DetectionClass.Car,
        ["vehicle.truck"] = DetectionClass.Truck,
        ["vehicle.bus.bendy"] = DetectionClass.Bus,
        ["vehicle.bus.rigid"] = DetectionClass.Bus,
        ["vehicle.trailer"] = DetectionClass.Trailer,
        ["vehicle.construction"] = DetectionClass.ConstructionVehicle,
        ["human.pedestrian.adult"] = DetectionClass.Pedestrian,
        ["human.pedestrian.child"] = DetectionClass.Pedestrian,
        ["human.pedestrian.police_officer"] = DetectionClass.Pedestrian,
        ["human.pedestrian.construction_worker"] = DetectionClass.Pedestrian,
        ["vehicle.motorcycle"] = DetectionClass.Motorcycle,
        ["vehicle.bicycle"] = DetectionClass.Bicycle,
        ["movable_object.trafficcone"] = DetectionClass.TrafficCone,
        ["movable_object.barrier"] = DetectionClass.Barrier,
    };

    static DetectionClasses() => Utf8Names = [.. Names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The ten names in the order of <see cref="DetectionClass"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["car", "truck", "bus", "trailer", "construction_vehicle", "pedestrian", "motorcycle", "bicycle", "traffic_cone", "barrier"];

    /// <summary>The class of a category; null where it counts for none (wheelchairs, animals, police cars …).</summary>
    public static DetectionClass? OfCategory(string category) => OfCategories.TryGetValue(category, out DetectionClass found) ? found : null;

    /// <summary>The class of a name in UTF-8; null where there is none.</summary>
    internal static DetectionClass? Find(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < Utf8Names.Length; i++)
        {
            if (name.SequenceEqual(Utf8Names[i]))
            {
                return (DetectionClass)i;
            }
        }
        return null;
    }
}
