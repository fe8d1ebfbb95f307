namespace VoxPilot.Api.Contracts;

/// <summary>A rigid motion.</summary>
internal sealed record PoseBody
{
    /// <summary>Unit quaternion w, x, y, z.</summary>
    public double[]? Rotation { get; init; }

    /// <summary>Metres.</summary>
    public double[]? Translation { get; init; }
}
