using VoxPilot.Core.Formats.NuScenes.Maps;

namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// What open-loop planning measures need to know of one key frame, all of it in the ego frame of now (x forward, y left, metres). Other
/// frames exist only inside the conventions, behind <see cref="LidarFrame"/> and <see cref="StP3Frame"/>.
/// </summary>
public sealed record PlanningCase
{
    /// <summary>What was planned: six steps.</summary>
    /// <exception cref="ArgumentException">It does not have six finite steps.</exception>
    public required Trajectory Plan { get; init => field = Whole(value, "plan"); }

    /// <summary>What the car did: six steps, of which the first <see cref="RecordedSteps"/> are recorded.</summary>
    /// <exception cref="ArgumentException">It does not have six finite steps.</exception>
    public required Trajectory Truth { get; init => field = Whole(value, "recorded way"); }

    /// <summary>How many steps of <see cref="Truth"/> are recorded, 0 to 6.</summary>
    public required int RecordedSteps { get; init; }

    /// <summary>How many key frames of the scene lie before this one.</summary>
    public required int PastKeyframes { get; init; }

    /// <summary>The road users at each of the six steps; empty where the step is not recorded.</summary>
    /// <exception cref="ArgumentException">There are not six lists.</exception>
    public required IReadOnlyList<IReadOnlyList<PlanningAgent>> Agents
    {
        get;
        init => field = value is { Count: Trajectory.Steps } ? value : throw new ArgumentException($"Road users are known at {value?.Count ?? 0} steps; {Trajectory.Steps} lists are expected, empty where nothing is recorded.");
    }

    /// <summary>Where cars can drive, in the map's order; null where the data set has no map.</summary>
    public IReadOnlyList<MapOutline>? DrivableArea { get; init; }

    /// <summary>How far the LiDAR stands in front of the ego frame's origin, metres.</summary>
    public double LidarForward { get; init; } = LidarFrame.NuScenesForward;

    /// <summary>The car's own state; null where it is not known.</summary>
    public EgoState? Ego { get; init; }

    /// <summary>The route's command; null where there is none.</summary>
    public Command? Command { get; init; }

    /// <summary>Six recorded steps: fut_valid_flag of VAD, a full gt_planning_mask of OmniDrive.</summary>
    public bool IsComplete => RecordedSteps == Trajectory.Steps;

    private static Trajectory Whole(Trajectory path, string what)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Points.Count != Trajectory.Steps || path.Headings is { } headings && headings.Count != Trajectory.Steps)
        {
            throw new ArgumentException($"The {what} has {path.Points.Count} points and {path.Headings?.Count.ToString() ?? "no"} headings; {Trajectory.Steps} steps of {Trajectory.StepSeconds} s are expected.");
        }
        return path.Points.All(p => double.IsFinite(p.X) && double.IsFinite(p.Y)) ? path
            : throw new ArgumentException($"The {what} holds a point that is not a finite number; give metres in the ego frame.");
    }
}
