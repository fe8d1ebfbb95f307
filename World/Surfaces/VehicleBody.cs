using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>Where a vehicle's painted details are, in its own frame (x forward, z up from the ground).</summary>
internal sealed record VehicleBody
{
    public required Vector3 Paint { get; init; }

    /// <summary>Half the length, and half the width of the body.</summary>
    public required Vector2 Half { get; init; }

    /// <summary>Height of the whole vehicle.</summary>
    public required float Height { get; init; }

    /// <summary>Axles along x and the radius of the wheels.</summary>
    public required float[] Axles { get; init; }
    public required float WheelRadius { get; init; }

    /// <summary>Where doors meet along x.</summary>
    public required float[] Gaps { get; init; }

    /// <summary>Heights between which front and rear lamps lie, and their widths.</summary>
    public required Vector2 HeadLamp { get; init; }
    public required Vector2 TailLamp { get; init; }
    public required float LampWidth { get; init; }

    /// <summary>True while the brake lights are lit.</summary>
    public required bool Braking { get; init; }
}
