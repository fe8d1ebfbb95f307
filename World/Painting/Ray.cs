using System.Numerics;

namespace VoxPilot.World.Painting;

/// <summary>A half-line; <see cref="Direction"/> has unit length.</summary>
internal readonly record struct Ray(Vector3 Origin, Vector3 Direction)
{
    public Vector3 At(float t) => Origin + t * Direction;
}
