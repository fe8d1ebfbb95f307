using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>How a house front is made.</summary>
internal sealed record FacadeStyle
{
    public required Vector3 Wall { get; init; }
    public required Vector3 Trim { get; init; }
    public required Vector3 Accent { get; init; }
    public float Width { get; init; }
    public float GroundHeight { get; init; } = 3.6f;
    public float FloorHeight { get; init; } = 3.1f;
    public float Bay { get; init; } = 2.4f;
    public float WindowWidth { get; init; } = 1.15f;
    public float WindowHeight { get; init; } = 1.7f;
    public bool Brick { get; init; }
    public bool Shop { get; init; }
    public bool Corner { get; init; }
    public int Seed { get; init; }
}
