namespace VoxPilot.Api.Contracts;

/// <summary>A 3D Gaussian: covariance R S² Rᵀ.</summary>
internal sealed record GaussianBody
{
    /// <summary>x, y, z, metres.</summary>
    public required float[] Mean { get; init; }

    /// <summary>Standard deviations along its own axes, metres.</summary>
    public required float[] Scale { get; init; }

    /// <summary>Unit quaternion w, x, y, z.</summary>
    public required float[] Rotation { get; init; }

    /// <summary>0…1.</summary>
    public required float Opacity { get; init; }

    /// <summary>Red, green, blue, 0…1.</summary>
    public required float[] Color { get; init; }
}
