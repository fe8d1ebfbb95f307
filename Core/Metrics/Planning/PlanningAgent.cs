using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics.Planning;

/// <summary>A road user at one future step, as a planning measure sees it.</summary>
/// <param name="Category">nuScenes' category name (vehicle.car, human.pedestrian.adult …).</param>
/// <param name="Box">Where it is at that step, in the ego frame of now; size is length, width, height.</param>
/// <param name="Followed">
/// Annotated now and at every key frame up to the step. VAD and OmniDrive know road users only so; UniAD, ST-P3 and SparseDrive read the
/// later key frames themselves and also see who came in between.
/// </param>
/// <param name="LidarPoints">LiDAR points inside at that step; boxes without one are not valid for UniAD, VAD and SparseDrive.</param>
/// <param name="Visibility">nuScenes' level, 1 to 4, 0 where unknown; ST-P3 leaves out level 1.</param>
public sealed record PlanningAgent(string Category, OrientedBox Box, bool Followed = true, int LidarPoints = 1, int Visibility = 4)
{
    private const string Vehicle = "vehicle.";
    private const string Emergency = "vehicle.emergency.";
    private const string Human = "human.";

    /// <summary>One of nuScenes' ten vehicle categories (VAD's indices 14…23, OmniDrive's 8…17).</summary>
    public bool IsVehicle => Category.StartsWith(Vehicle, StringComparison.Ordinal);

    /// <summary>One of nuScenes' seven categories of people (VAD's indices 2…8).</summary>
    public bool IsHuman => Category.StartsWith(Human, StringComparison.Ordinal);

    /// <summary>A vehicle of one of the ten detection classes: ambulances and police cars have no detection class.</summary>
    public bool IsDetectionVehicle => IsVehicle && !Category.StartsWith(Emergency, StringComparison.Ordinal);
}
