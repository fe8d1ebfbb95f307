using VoxPilot.Core.Geometry;

namespace VoxPilot.Perception;

/// <summary>Gradients of one Gaussian's parameters, summed over the cameras that see it.</summary>
internal struct GaussianGradient
{
    /// <summary>∂μ.</summary>
    public Vector3D Mean;

    /// <summary>∂s.</summary>
    public Vector3D Scales;

    /// <summary>∂q, w.</summary>
    public double W;

    /// <summary>∂q, x.</summary>
    public double X;

    /// <summary>∂q, y.</summary>
    public double Y;

    /// <summary>∂q, z.</summary>
    public double Z;

    /// <summary>∂o.</summary>
    public double Opacity;
}
