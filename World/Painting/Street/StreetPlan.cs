namespace VoxPilot.World.Painting.Street;

/// <summary>Where things are across and along the street. The town's x runs along it, y to the left; the car's lane is centred on y = 0. Metres.</summary>
internal sealed record StreetPlan
{
    public float RightKerb { get; init; } = -4.1f;
    public float RightLine { get; init; } = -1.85f;
    public float CentreLine { get; init; } = 1.75f;
    public float LeftLine { get; init; } = 5.35f;
    public float LeftKerb { get; init; } = 7.6f;
    public float PavementWidth { get; init; } = 3.6f;
    public float ZebraFrom { get; init; } = 36;
    public float ZebraTo { get; init; } = 39.5f;
    public float SideFrom { get; init; } = 47;
    public float SideTo { get; init; } = 55;
    public float PavementHeight { get; init; } = 0.14f;
    public float Near { get; init; } = -130;
    public float Far { get; init; } = 190;

    public float RightFront => RightKerb - PavementWidth;
    public float LeftFront => LeftKerb + PavementWidth;
    public float LeftLane => (CentreLine + LeftLine) / 2;
    public float SideMiddle => (SideFrom + SideTo) / 2;
}
