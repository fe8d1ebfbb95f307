using VoxPilot.Core.Geometry;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Truth;

/// <summary>What is known of an agent at a key frame. All in the town's frame.</summary>
public sealed record BoxTruth
{
    /// <summary>Index in <see cref="Recording.Agents"/>.</summary>
    public required int Agent { get; init; }

    /// <summary>What it is.</summary>
    public required AgentModel Model { get; init; }

    /// <summary>Where it is and what it does.</summary>
    public required AgentState State { get; init; }

    /// <summary>Middle of the box.</summary>
    public Vector3D Centre => State.Position + new Vector3D(0, 0, Model.Size.Z / 2);

    /// <summary>Share of its surface in front of the cameras that is seen and not hidden, 0 to 1, over all six cameras together.</summary>
    public required double Visible { get; init; }

    /// <summary>nuScenes' visibility level: 1 up to 40 %, 2 up to 60 %, 3 up to 80 %, 4 above.</summary>
    public int VisibilityLevel => Visible <= 0.4 ? 1 : Visible <= 0.6 ? 2 : Visible <= 0.8 ? 3 : 4;

    /// <summary>Pixels that show it, for each camera of the rig.</summary>
    public required IReadOnlyList<int> Pixels { get; init; }

    /// <summary>LiDAR points on it.</summary>
    public required int LidarPoints { get; init; }
}
