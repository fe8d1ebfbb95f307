using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Questions;

/// <summary>What closed questions ask of a thing.</summary>
/// <param name="Noun">Its class.</param>
/// <param name="At">Middle of its footprint, ego frame.</param>
/// <param name="Speed">m/s, 0 or more; NaN where it is not known.</param>
/// <param name="Mobile">Whether it may be asked if it moves.</param>
/// <param name="Colour">Its colour, where it may be asked for.</param>
internal readonly record struct ClosedThing(Noun Noun, Vector2D At, double Speed, bool Mobile, string? Colour)
{
    /// <summary>Metres from the origin of the ego frame.</summary>
    public double Distance => At.Length;
}
