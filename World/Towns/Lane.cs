using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>A lane for vehicles: a stretch between two junctions, or a connection across one.</summary>
public sealed record Lane
{
    /// <summary>Index in <see cref="Town.Lanes"/>.</summary>
    public required int Id { get; init; }

    /// <summary>Its middle, in the direction of travel; points at most 2 m apart where it bends.</summary>
    public required Polyline Centre { get; init; }

    /// <summary>Width, metres.</summary>
    public required double Width { get; init; }

    /// <summary>Speed limit, m/s.</summary>
    public required double SpeedLimit { get; init; }

    /// <summary>Which road it belongs to; −1 in a junction.</summary>
    public int Road { get; init; } = -1;

    /// <summary>Which junction it crosses; −1 on a road.</summary>
    public int Junction { get; init; } = -1;

    /// <summary>Where it leads across its junction; <see cref="Turn.None"/> on a road.</summary>
    public Turn Turn { get; init; }

    /// <summary>Lanes that begin where this one ends. Empty only where the town ends.</summary>
    public IReadOnlyList<int> Successors { get; init; } = [];

    /// <summary>Lanes that end where this one begins.</summary>
    public IReadOnlyList<int> Predecessors { get; init; } = [];

    /// <summary>The lane of the same direction to the left; −1 if there is none.</summary>
    public int LeftNeighbour { get; init; } = -1;

    /// <summary>The lane of the same direction to the right; −1 if there is none.</summary>
    public int RightNeighbour { get; init; } = -1;

    /// <summary>Where paths of other lanes cross, merge with or run close to this one; only in junctions.</summary>
    public IReadOnlyList<LaneConflict> Conflicts { get; init; } = [];
}
