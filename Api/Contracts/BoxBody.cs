namespace VoxPilot.Api.Contracts;

/// <summary>An upright box in the ego frame.</summary>
internal sealed record BoxBody
{
    /// <summary>Its middle x, y, z, metres.</summary>
    public double[]? Center { get; init; }

    /// <summary>Length, width, height, metres.</summary>
    public double[]? Size { get; init; }

    /// <summary>Heading, radians, counter-clockwise from x.</summary>
    public double Yaw { get; init; }
}
