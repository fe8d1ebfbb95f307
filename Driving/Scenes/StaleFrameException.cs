namespace VoxPilot.Driving;

/// <summary>A frame of a sequence came after a later one (or the same again).</summary>
public sealed class StaleFrameException(string sequence, double timestamp, double latest) : Exception(
    $"Sequence '{sequence}' has a frame of {latest:0.000} s already; the frame of {timestamp:0.000} s is not later. Give frames in the order of their timestamps, or another sequence name.")
{
    /// <summary>The drive.</summary>
    public string Sequence { get; } = sequence;

    /// <summary>Time of the refused frame, seconds since the Unix epoch.</summary>
    public double Timestamp { get; } = timestamp;

    /// <summary>Time of the latest frame, seconds since the Unix epoch.</summary>
    public double Latest { get; } = latest;
}
