using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Questions;

/// <summary>An agent as our own car sees it: ego frame, and words.</summary>
internal sealed record Thing
{
    /// <summary>Above this speed a thing has a velocity (OmniDrive), m/s.</summary>
    public const double MovingSpeed = 0.2;

    private Thing(AgentModel model, AgentState state, Noun noun, Vector2D at, double heading)
    {
        (Model, State, Noun, At, Heading) = (model, state, noun, at, heading);
        (double sin, double cos) = Elementary.SinCos(heading);
        Velocity = new Vector2D(cos, sin) * state.Speed;
    }

    /// <summary>What it is.</summary>
    public AgentModel Model { get; }

    /// <summary>What it does, town frame.</summary>
    public AgentState State { get; }

    /// <summary>Its class in words.</summary>
    public Noun Noun { get; }

    /// <summary>Middle of its footprint.</summary>
    public Vector2D At { get; }

    /// <summary>Heading relative to ours, radians.</summary>
    public double Heading { get; }

    /// <summary>Velocity over the ground along our axes, m/s.</summary>
    public Vector2D Velocity { get; }

    /// <summary>Metres from the origin of the ego frame.</summary>
    public double Distance => At.Length;

    /// <summary>True if it moves.</summary>
    public bool Moves => Math.Abs(State.Speed) > MovingSpeed;

    /// <summary>What it covers.</summary>
    public Footprint Footprint => new(At, Heading, Model.Size.X, Model.Size.Y);

    /// <summary>What a person would call it: <c>white car</c>, <c>cyclist</c>, <c>child</c>.</summary>
    public string Name => Model.Kind switch
    {
        AgentKind.Bicycle when Model.Ridden => "cyclist",
        AgentKind.Motorcycle when Model.Ridden => "motorcyclist",
        AgentKind.Child => "child",
        AgentKind.Worker => "road worker",
        _ when Model.Kind is AgentKind.Car or AgentKind.Truck or AgentKind.Bus => $"{Colour} {Noun.One}",
        _ => Noun.One,
    };

    /// <summary>What closed questions ask of it.</summary>
    public ClosedThing Closed => new(
        Noun, At, Math.Abs(State.Speed), (Model.Kind.IsVehicle() || Model.Kind.IsPerson()) && Model.Kind != AgentKind.Trailer, Model.Kind == AgentKind.Car ? Colour : null);

    /// <summary>Its colour in a word.</summary>
    public string Colour => Colours[(int)Model.Paint];

    /// <summary>What it does, to follow <c>is</c>.</summary>
    public string Doing
    {
        get
        {
            if (!Moves)
            {
                return State.Activity switch
                {
                    Activity.Waiting => "waiting",
                    Activity.Stopped => "stopped",
                    Activity.Standing when Model.Kind.IsVehicle() => "parked",
                    _ => "standing",
                };
            }
            double turned = Math.Abs(Heading) * (180 / Math.PI);
            string where = turned < 45 ? "in our direction"
                : turned > 135 ? "in the opposite direction"
                : Velocity.Y < 0 ? "from left to right" : "from right to left";
            return Model.Kind.IsPerson() ? State.Activity == Activity.Crossing ? $"crossing the road {where}" : $"walking {where}"
                : $"{(Model.Kind.IsCycle() ? "riding" : "driving")} {where}";
        }
    }

    /// <summary>OmniDrive's account of an object (spec/sparseoccvla.md §2.3): class, relative position, location, size, angle; velocity if it moves.</summary>
    public string Record => $"{Noun.One} in the {Sector.Name(At)} location: {Wording.Place(At)}, length: {Wording.Plain(Model.Size.X)}, "
        + $"width: {Wording.Plain(Model.Size.Y)}, height: {Wording.Plain(Model.Size.Z)}, angle in degrees: {Wording.Signed(Heading * (180 / Math.PI))}"
        + (Moves ? $", velocity: {Wording.Place(Velocity)}" : "");

    private static readonly string[] Colours = [.. Enum.GetNames<Paint>().Select(name => name.ToLowerInvariant())];

    /// <summary>The agent in the frame of our own car; null if it is of no class that is spoken of.</summary>
    public static Thing? From(EgoMotion ego, AgentModel model, AgentState state)
    {
        if (Noun.Of(model.Kind) is not { } noun)
        {
            return null;
        }
        EgoFrame frame = new(ego);
        return new(model, state, noun, frame.ToEgo(new(state.Position.X, state.Position.Y)), Angles.Difference(state.Yaw, ego.Yaw));
    }
}
