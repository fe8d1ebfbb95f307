using VoxPilot.Core.Geometry;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Sheets;

/// <summary>Instants of a drive through the closed loop, kept so that they can be drawn later.</summary>
public sealed record Film
{
    /// <summary>What happened, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>What town, weather and traffic were made from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>All agents, by <see cref="AgentState.Agent"/>.</summary>
    public required IReadOnlyList<AgentModel> Agents { get; init; }

    /// <summary>Lanes of the route, in order.</summary>
    public required IReadOnlyList<int> Route { get; init; }

    /// <summary>The instants, in their order.</summary>
    public required IReadOnlyList<FilmFrame> Frames { get; init; }

    /// <summary>Where our own car was at each moment since the drive began, town frame.</summary>
    public required IReadOnlyList<Vector2D> Driven { get; init; }

    /// <summary>The agent that our own car touched; −1 for none.</summary>
    public int Struck { get; init; } = -1;
}
