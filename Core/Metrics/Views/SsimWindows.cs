namespace VoxPilot.Core.Metrics;

/// <summary>What the windows of the structural similarity do at the border of an image.</summary>
public enum SsimWindows
{
    /// <summary>Only windows that lie within the image, as Wang et al. 2004 and scikit-image (gaussian_weights, no sample covariance) have it.</summary>
    Valid,

    /// <summary>A window for each pixel, with zeros outside the image, as the code of 3D Gaussian splatting has it (graphdeco-inria/gaussian-splatting, utils/loss_utils.py).</summary>
    ZeroPadded,
}
