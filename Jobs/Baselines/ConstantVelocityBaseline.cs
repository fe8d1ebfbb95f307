using VoxPilot.Core;

namespace VoxPilot.Jobs.Baselines;

/// <summary>Speed and heading are held. Without an ego state it knows nothing, and the car stays where it is.</summary>
public sealed class ConstantVelocityBaseline : IPlanBaseline
{
    /// <inheritdoc/>
    public string Id => "constant-velocity";

    /// <inheritdoc/>
    public string Title => "Constant velocity";

    /// <inheritdoc/>
    public string About => "Goes straight on at the present speed; without an ego state it has nothing to go by and stands still.";

    /// <inheritdoc/>
    public Trajectory Plan(EgoState? ego, Command? command) => ego is null
        ? Trajectory.Standstill
        : new() { Points = [.. Trajectory.Times.Select(t => (ego.Speed * t, 0.0))], Headings = new double[Trajectory.Steps] };
}
