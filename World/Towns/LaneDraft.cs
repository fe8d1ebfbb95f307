using VoxPilot.World.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>A lane in the making.</summary>
internal sealed class LaneDraft
{
    /// <summary>Index among the lanes.</summary>
    public required int Id { get; init; }

    /// <summary>Its middle.</summary>
    public required Polyline Centre { get; init; }

    /// <summary>Width, metres.</summary>
    public required double Width { get; init; }

    /// <summary>Speed limit, m/s.</summary>
    public required double SpeedLimit { get; init; }

    /// <summary>The road; −1 in a junction.</summary>
    public int Road { get; init; } = -1;

    /// <summary>The junction; −1 on a road.</summary>
    public int Junction { get; init; } = -1;

    /// <summary>Where it leads across the junction.</summary>
    public Turn Turn { get; init; }

    /// <summary>The arm it comes from, in a junction.</summary>
    public int FromArm { get; init; }

    /// <summary>The arm it leads to, in a junction.</summary>
    public int ToArm { get; init; }

    /// <summary>The lane to the left.</summary>
    public int Left { get; init; } = -1;

    /// <summary>The lane to the right.</summary>
    public int Right { get; init; } = -1;

    /// <summary>What follows.</summary>
    public List<int> Successors { get; } = [];

    /// <summary>What leads here.</summary>
    public List<int> Predecessors { get; } = [];

    /// <summary>Conflicts with other lanes of the junction.</summary>
    public List<LaneConflict> Conflicts { get; } = [];

    /// <summary>The finished lane.</summary>
    public Lane Finish() => new()
    {
        Id = Id,
        Centre = Centre,
        Width = Width,
        SpeedLimit = SpeedLimit,
        Road = Road,
        Junction = Junction,
        Turn = Turn,
        Successors = [.. Successors],
        Predecessors = [.. Predecessors],
        LeftNeighbour = Left,
        RightNeighbour = Right,
        Conflicts = [.. Conflicts],
    };
}
