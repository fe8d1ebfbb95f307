namespace VoxPilot.World.Questions;

/// <summary>What would happen on a path. The check ends at the first collision or where the car leaves the road.</summary>
internal sealed record PathOutcome
{
    /// <summary>The agent it would run into; −1 for none.</summary>
    public int Agent { get; init; } = -1;

    /// <summary>When, seconds.</summary>
    public double CollisionAfter { get; init; }

    /// <summary>When it would leave the road, seconds; null if it would not.</summary>
    public double? OffRoadAfter { get; init; }

    /// <summary>When its middle would come onto a lane of the other direction, seconds; null if it would not.</summary>
    public double? OncomingAfter { get; init; }

    /// <summary>False if it is a matter of centimetres, or if another car would run into ours from behind, which a driver would avoid.</summary>
    public bool Certain { get; init; } = true;

    /// <summary>What happens first.</summary>
    public PathEvent Event => Agent >= 0 ? PathEvent.Collision : OffRoadAfter is not null ? PathEvent.OffRoad : OncomingAfter is not null ? PathEvent.Oncoming : PathEvent.None;
}
