using VoxPilot.World.Simulation;

namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>Somebody who can drive routes of the world. Several routes may be under way at once.</summary>
public interface IRouteDriver
{
    /// <summary>Identifier in reports (expert, constant-velocity, ego-mlp, pack).</summary>
    string Id { get; }

    /// <summary>Heading of its column.</summary>
    string Title { get; }

    /// <summary>What it is, in one sentence.</summary>
    string About { get; }

    /// <summary>Routes that it drives at once at most; more would only wait for each other.</summary>
    int Together { get; }

    /// <summary>Whether it may find no plan safe and say so.</summary>
    bool MayAbstain { get; }

    /// <summary>Takes the wheel of a route at its beginning.</summary>
    IRouteSession Begin(WorldSimulation world);
}
