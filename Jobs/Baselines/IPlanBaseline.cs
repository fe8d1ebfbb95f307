using VoxPilot.Core;

namespace VoxPilot.Jobs.Baselines;

/// <summary>Something that plans without looking: what a planner with cameras has to beat.</summary>
public interface IPlanBaseline
{
    /// <summary>Identifier in reports (constant-velocity, ego-mlp, command-mean).</summary>
    string Id { get; }

    /// <summary>Heading of its column.</summary>
    string Title { get; }

    /// <summary>What it is, in one sentence.</summary>
    string About { get; }

    /// <summary>Where the car is to be in the next three seconds.</summary>
    /// <param name="ego">The car's state now; null where it is not known or not to be used.</param>
    /// <param name="command">The route's command; null where there is none.</param>
    Trajectory Plan(EgoState? ego, Command? command);
}
