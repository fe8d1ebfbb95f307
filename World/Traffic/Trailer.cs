using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Traffic;

/// <summary>A trailer with one axle behind a truck.</summary>
internal sealed class Trailer
{
    private const double AxleBack = 0.25; // share of its length behind its middle
    private const double Drawbar = 0.9; // metres

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

    /// <summary>Follows its truck: hitched to its rear, the axle steered along the truck's path, as long trailers' axles are.</summary>
    /// <param name="truck">The truck, where it is now.</param>
    /// <param name="seconds">Length of the step; 0 to put it there.</param>
    public void Follow(Vehicle truck, double seconds)
    {
        double half = truck.Model.Size.X / 2;
        Vector2D hitch = truck.Position - truck.Heading * half;
        truck.Path.At(truck.Path.Now - half - Drawbar - Model.Size.X * (0.5 + AxleBack), truck.Left, out Vector2D axle, out _);
        Heading = (hitch - axle).Normalized;
        double yaw = Elementary.Atan2(Heading.Y, Heading.X);
        YawRate = seconds > 0 ? Angles.Difference(yaw, Yaw) / seconds : 0;
        Yaw = yaw;
        Position = hitch - Heading * (Drawbar + Model.Size.X / 2);
    }
}
