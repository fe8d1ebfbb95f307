using VoxPilot.Torch.Interop;

namespace TorchSharp;

/// <summary>While it lives, backward() says which forward operation a failing gradient came from.</summary>
public sealed class AnomalyMode : IDisposable
{
    private readonly int before = Native.vp_anomaly_enabled();

    public AnomalyMode(bool enabled, bool check_nan)
    {
        IsEnabled = enabled;
        ShouldCheckNaN = check_nan;
        Native.vp_set_anomaly_enabled(enabled ? 1 : 0);
    }

    public bool IsEnabled { get; }

    public bool ShouldCheckNaN { get; }

    public void Dispose() => Native.vp_set_anomaly_enabled(before);
}
