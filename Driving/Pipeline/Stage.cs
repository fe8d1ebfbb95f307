namespace VoxPilot.Driving;

/// <summary>The stages of the flow from frames to a plan, as <see cref="StageTimings"/> names them.</summary>
internal enum Stage
{
    Decode,
    Odometry,
    Backbone,
    Encoder,
    Connector,
    Prefill,
    Token,
    Voxels,
    Gaussians,
    Splatting,
    Forecast,
    Denoise,
    Checks,
}
