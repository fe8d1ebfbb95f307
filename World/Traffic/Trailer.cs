using VoxPilot.Core.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Traffic;

/// <summary>A trailer with one axle behind a truck.</summary>
internal sealed class Trailer
{
    private const double AxleBack = 0.3; // share of its length behind its middle

    public Trailer(int agent, AgentModel model) => (Agent, Model) = (agent, model);

    /// <summary>Index in the recording's agents.</summary>
    public int Agent { get; set; }

    /// <summary>What it is.</summary>
    public AgentModel Model { get; }

    /// <summary>Middle of its footprint.</summary>
    public Vector2D Position { get; private set; }

    /// <summary>Its heading, a unit vector.</summary>
    public Vector2D Heading { get; private set; }

    /// <summary>Its heading, radians.</summary>
    public double Yaw { get; private set; }

    /// <summary>Rate of turn, rad/s.</summary>
    public double YawRate { get; private set; }

    /// <summary>Puts it straight behind its truck.</summary>
    public void Align(Vehicle truck) => Place(Hitch(truck), truck.Yaw, 0);

    /// <summary>Follows its truck for a step.</summary>
    public void Follow(Vehicle truck, double seconds)
    {
        double arm = Model.Size.X * (0.5 + AxleBack) + Gap;
        double rate = truck.Speed / arm * Elementary.Sin(Geometry.Angles.Difference(truck.Yaw, Yaw));
        Place(Hitch(truck), Geometry.Angles.Wrap(Yaw + rate * seconds), rate);
    }

    private const double Gap = 0.9; // drawbar, metres

    private static Vector2D Hitch(Vehicle truck) => truck.Position - truck.Heading * (truck.Model.Size.X / 2);

    private void Place(Vector2D hitch, double yaw, double rate)
    {
        (double sin, double cos) = Elementary.SinCos(yaw);
        (Yaw, YawRate, Heading) = (yaw, rate, new(cos, sin));
        Position = hitch - Heading * (Gap + Model.Size.X / 2);
    }
}
