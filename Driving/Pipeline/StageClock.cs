using System.Diagnostics;

namespace VoxPilot.Driving;

/// <summary>Adds up the time of each stage of one request. Stages of one request follow each other, so nothing is locked.</summary>
internal sealed class StageClock
{
    private readonly long start = Stopwatch.GetTimestamp();
    private readonly double?[] milliseconds = new double?[Enum.GetValues<Stage>().Length];

    /// <summary>Measures until it is disposed of.</summary>
    public Span Measure(Stage stage) => new(this, stage, Stopwatch.GetTimestamp());

    /// <summary>Adds a time that was measured elsewhere.</summary>
    public void Add(Stage stage, double value) => milliseconds[(int)stage] = (milliseconds[(int)stage] ?? 0) + value;

    /// <summary>All stages, and the time since the clock was made.</summary>
    public StageTimings Read() => new()
    {
        Decode = Of(Stage.Decode),
        Odometry = Of(Stage.Odometry),
        Backbone = Of(Stage.Backbone),
        Encoder = Of(Stage.Encoder),
        Connector = Of(Stage.Connector),
        Prefill = Of(Stage.Prefill),
        Token = Of(Stage.Token),
        Voxels = Of(Stage.Voxels),
        Gaussians = Of(Stage.Gaussians),
        Splatting = Of(Stage.Splatting),
        Forecast = Of(Stage.Forecast),
        Denoise = Of(Stage.Denoise),
        Checks = Of(Stage.Checks),
        Total = Math.Round(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 3),
    };

    private double? Of(Stage stage) => milliseconds[(int)stage] is { } value ? Math.Round(value, 3) : null;

    /// <summary>One measurement.</summary>
    internal readonly struct Span(StageClock clock, Stage stage, long begin) : IDisposable
    {
        public void Dispose() => clock.Add(stage, Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
    }
}
