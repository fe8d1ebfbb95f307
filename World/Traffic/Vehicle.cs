using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;

namespace VoxPilot.World.Traffic;

/// <summary>A vehicle under way. Its reference point, which follows the path, is its middle; our own car's is its rear axle.</summary>
internal sealed class Vehicle
{
    private double left;

    public Vehicle(int id, AgentModel model, DriverTraits driver, LanePath path, bool own = false)
    {
        (Id, Model, Driver, Path, IsOwn) = (id, model, driver, path, own);
        Front = own ? EgoVehicle.CentreForward + EgoVehicle.Length / 2 : model.Size.X / 2;
        Rear = own ? EgoVehicle.Length / 2 - EgoVehicle.CentreForward : model.Size.X / 2;
        left = WantedLeft;
        Place(0);
    }

    /// <summary>Decides ties; unique.</summary>
    public int Id { get; }

    /// <summary>What it is.</summary>
    public AgentModel Model { get; }

    /// <summary>Who drives.</summary>
    public DriverTraits Driver { get; }

    /// <summary>Where it goes and where it is on its way.</summary>
    public LanePath Path { get; }

    /// <summary>True for our own car, which others move.</summary>
    public bool IsOwn { get; }

    /// <summary>Index in the recording's agents; −1 for our own car.</summary>
    public int Agent { get; set; } = -1;

    /// <summary>Metres from the reference point to the front.</summary>
    public double Front { get; }

    /// <summary>Metres from the reference point to the rear, trailer included.</summary>
    public double Rear { get; private set; }

    /// <summary>What it pulls.</summary>
    public Trailer? Trailer { get; private set; }

    /// <summary>Middle of the footprint.</summary>
    public Vector2D Position { get; set; }

    /// <summary>Heading, a unit vector.</summary>
    public Vector2D Heading { get; set; }

    /// <summary>Heading, radians.</summary>
    public double Yaw { get; set; }

    /// <summary>Rate of turn, rad/s.</summary>
    public double YawRate { get; set; }

    /// <summary>m/s.</summary>
    public double Speed { get; set; }

    /// <summary>m/s².</summary>
    public double Acceleration { get; set; }

    /// <summary>Acceleration that its driver wants now.</summary>
    public double Wanted { get; set; }

    /// <summary>Why.</summary>
    public DrivingReason Reason { get; set; }

    /// <summary>The agent that the reason speaks of; −1 for none.</summary>
    public int ReasonAgent { get; set; } = -1;

    /// <summary>Free metres to what is ahead of it on its path; infinity where nothing is.</summary>
    public double LeadGap { get; set; } = double.PositiveInfinity;

    /// <summary>Speed of what is ahead, m/s.</summary>
    public double LeadSpeed { get; set; }

    /// <summary>Metres to where it must stand; infinity where it may go on.</summary>
    public double StopGap { get; set; } = double.PositiveInfinity;

    /// <summary>Metres travelled.</summary>
    public double Travelled { get; set; }

    /// <summary>Seconds it has stood.</summary>
    public double Waited { get; set; }

    /// <summary>What it does.</summary>
    public Activity Activity { get; set; } = Activity.Driving;

    /// <summary>Where on its path it means to halt (a bus stop, the kerb); NaN for nowhere.</summary>
    public double HaltAt { get; set; } = double.NaN;

    /// <summary>How long it will halt there.</summary>
    public double HaltSeconds { get; set; }

    /// <summary>The lane of its path in the junction that it may cross; −1 if it may not enter.</summary>
    public int GrantLeg { get; set; } = -1;

    /// <summary>Who was let in earlier has the smaller number.</summary>
    public long GrantOrder { get; set; }

    /// <summary>The next lane of its path that lies in a junction; −1 if none is near.</summary>
    public int NextJunctionLeg { get; set; } = -1;

    /// <summary>Who keeps it from entering the junction.</summary>
    public Vehicle? HeldBy { get; set; }

    /// <summary>Draws its turns.</summary>
    public required RandomStream Random { get; init; }

    /// <summary>How far the reference point lies to the left of the lane's middle.</summary>
    public double Left => left;

    /// <summary>Where its front is on its path.</summary>
    public double FrontPlace => Path.Now + Front;

    /// <summary>Where its rear is on its path.</summary>
    public double RearPlace => Path.Now - Rear;

    /// <summary>Highest speed of this vehicle where a lane of its path has an arc length.</summary>
    public double Pace(int leg, double along) => Math.Min(Driver.TopSpeed, Path.Track(leg).Pace(along, Driver.Pace));

    /// <summary>Hitches a trailer.</summary>
    public void Pull(Trailer trailer)
    {
        Trailer = trailer;
        Rear += trailer.Model.Size.X + 1;
        trailer.Follow(this, 0);
    }

    /// <summary>Moves along its path for a step with the acceleration it wants, as quickly as its pedals follow.</summary>
    public void Move(double seconds)
    {
        double change = Wanted - Acceleration;
        double down = Wanted < -3.5 ? 60 : 8;
        Acceleration += Math.Clamp(change, -down * seconds, 5 * seconds);
        double before = Speed;
        Speed = Math.Max(0, Speed + Acceleration * seconds);
        if (Speed == 0 && Wanted <= 0)
        {
            Acceleration = 0;
        }
        double way = (before + Speed) / 2 * seconds;
        Path.MoveTo(Path.Now + way);
        Travelled += way;
        left += Math.Clamp(WantedLeft - left, -0.06 * way, 0.06 * way);
        Place(seconds);
        Trailer?.Follow(this, seconds);
        Waited = Speed < 0.3 ? Waited + seconds : 0;
    }

    private double WantedLeft
    {
        get
        {
            if (Model.Kind != AgentKind.Bicycle)
            {
                return Driver.Left;
            }
            double room = Path.Track(Path.Leg).Lane.Width / 2 - 0.65;
            return Driver.Left * room;
        }
    }

    // Both axles run on the path: long vehicles cut bends as they do.
    private void Place(double seconds)
    {
        double axle = IsOwn ? 0.5 : 0.3 * Model.Size.X;
        Path.At(Path.Now + axle, left, out Vector2D front, out _);
        Path.At(Path.Now - axle, left, out Vector2D rear, out _);
        Heading = (front - rear).Normalized;
        double yaw = Elementary.Atan2(Heading.Y, Heading.X);
        YawRate = seconds > 0 ? Angles.Difference(yaw, Yaw) / seconds : 0;
        Yaw = yaw;
        Position = Vector2D.Lerp(rear, front, 0.5);
        if (IsOwn)
        {
            Position += Heading * EgoVehicle.CentreForward;
        }
    }
}
