using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Towns;

/// <summary>A road as seen from a junction. Left and right are those of somebody who looks out of the junction.</summary>
/// <param name="Road">The road.</param>
/// <param name="Begins">True if the road begins here.</param>
internal sealed record Arm(Road Road, bool Begins)
{
    /// <summary>The station where the junction ends.</summary>
    public double Station => Begins ? Road.From : Road.To;

    /// <summary>The road's side that lies to the left.</summary>
    public int LeftSide => Begins ? 1 : -1;

    /// <summary>Unit direction out of the junction, at its edge.</summary>
    public Vector2D Outward => Begins ? Road.Direction(Station) : -Road.Direction(Station);

    /// <summary>Unit direction out of the junction, at its middle.</summary>
    public Vector2D OutwardAtMiddle => Begins ? Road.Direction(0.5) : -Road.Direction(Road.Path.Middle.Length - 0.5);

    /// <summary>Lanes that leave the junction here.</summary>
    public int Leaving => Begins ? Road.Profile.Forward : Road.Profile.Backward;

    /// <summary>Lanes that come in here.</summary>
    public int Arriving => Begins ? Road.Profile.Backward : Road.Profile.Forward;

    /// <summary>A station so many metres outside the junction.</summary>
    public double Beyond(double metres) => Begins ? Road.From + metres : Road.To - metres;

    /// <summary>The end of the kerb on the left (+1) or right (−1).</summary>
    public Vector2D Kerb(int hand) => Road.Point(Station, hand * LeftSide * Road.Profile.LaneEdge(hand * LeftSide));

    /// <summary>The end of the back of the pavement.</summary>
    public Vector2D Outer(int hand) => Road.Point(Station, hand * LeftSide * Road.Profile.Outer(hand * LeftSide));

    /// <summary>The end of the line that people walk on.</summary>
    public Vector2D Walk(int hand) => Road.Point(Station, hand * LeftSide * Pavements.WalkOffset(Road, hand * LeftSide));
}
