using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics.Detection;

/// <summary>What is truly there in a key frame. All in one frame, nuScenes' map frame for official figures, and detections in the same.</summary>
public sealed record DetectionTruth
{
    private const string BicycleRack = "static_object.bicycle_rack";

    /// <summary>Where the car is: the ego frame's origin at the LiDAR's time.</summary>
    public required Vector3D Ego { get; init; }

    /// <summary>Boxes of the ten classes, with <see cref="DetectionBox.Points"/>.</summary>
    public required DetectionBox[] Boxes { get; init; }

    /// <summary>Bicycle racks: bicycles and motorcycles in them do not count, neither true nor detected ones.</summary>
    public IReadOnlyList<MapBox> BicycleRacks { get; init; } = [];

    /// <summary>A key frame's truth in the map frame.</summary>
    /// <param name="dataset">The data set; nothing but its tables is read.</param>
    /// <param name="index">Which key frame.</param>
    /// <exception cref="DatasetException">The tables have an attribute that nuScenes has not.</exception>
    public static DetectionTruth Read(NuScenesDataset dataset, int index)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        List<DetectionBox> boxes = [];
        List<MapBox> racks = [];
        foreach (MapBox box in dataset.MapBoxes(index))
        {
            if (DetectionClasses.OfCategory(box.Category) is DetectionClass what)
            {
                DetectionAttributeKind attribute = DetectionAttributes.Find(box.Attribute)
                    ?? throw new DatasetException($"{dataset.Version}: annotation {box.Token} has the attribute '{box.Attribute}'; one of nuScenes' eight was expected.", $"{dataset.Version}/attribute.json", dataset.Token(index));
                boxes.Add(new(
                    what, box.Pose.Translation, box.Size, box.Pose.Rotation, new(box.Velocity.X, box.Velocity.Y), attribute, DetectionBox.NoScore, box.LidarPoints + box.RadarPoints));
            }
            else if (box.Category == BicycleRack)
            {
                racks.Add(box);
            }
        }
        return new() { Ego = dataset.EgoToMap(index).Translation, Boxes = [.. boxes], BicycleRacks = racks };
    }

    /// <summary>Keeps the boxes that count, in their order: within their class's range, not without any point, not in a bicycle rack.</summary>
    internal void Keep(ReadOnlySpan<DetectionBox> boxes, List<DetectionBox> kept)
    {
        kept.Clear();
        foreach (ref readonly DetectionBox box in boxes)
        {
            double x = box.Translation.X - Ego.X, y = box.Translation.Y - Ego.Y;
            if (Math.Sqrt(x * x + y * y) < DetectionConfig.Range(box.Class) && box.Points != 0 && !InRack(box))
            {
                kept.Add(box);
            }
        }
    }

    private bool InRack(in DetectionBox box)
    {
        if (box.Class is DetectionClass.Bicycle or DetectionClass.Motorcycle)
        {
            foreach (MapBox rack in BicycleRacks)
            {
                if (rack.Contains(box.Translation))
                {
                    return true;
                }
            }
        }
        return false;
    }
}
