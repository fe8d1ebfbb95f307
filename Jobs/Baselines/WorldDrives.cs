using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;

namespace VoxPilot.Jobs.Baselines;

/// <summary>
/// Examples from the expert's drives through the synthetic world, without drawing anything: what the closed loop's planner without cameras
/// learns from.
/// </summary>
public static class WorldDrives
{
    /// <summary>Seeds from here up are kept for the final measurement and never trained on.</summary>
    public const ulong FirstKeptSeed = 10_000_000;

    /// <summary>The first seed of the drives that are trained on, far from the seeds that are driven.</summary>
    public const ulong TrainingSeed = 100_000;

    private static readonly double[] Past = [-2.0, -1.5, -1.0, -0.5];

    /// <summary>One example for every half second that has a future of 3 s, drive by drive; the first know less of their past, as at the start of any drive. The same seeds give the same examples.</summary>
    /// <param name="firstSeed">Seed of the first drive; the others follow.</param>
    /// <param name="drives">How many drives.</param>
    /// <param name="seconds">How long each lasts; at least 5.</param>
    /// <param name="progress">Gets the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static IReadOnlyList<EgoExample> Examples(
        ulong firstSeed, int drives, double seconds, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(drives);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(firstSeed + (ulong)drives - 1, FirstKeptSeed, nameof(firstSeed));
        ArgumentOutOfRangeException.ThrowIfLessThan(seconds, 5);
        List<EgoExample>[] byDrive = new List<EgoExample>[drives];
        DriveRecorder recorder = new();
        int done = 0;
        Reading.Each(drives, i =>
        {
            byDrive[i] = Examples(recorder.Record(firstSeed + (ulong)i, seconds));
            progress?.Report((double)Interlocked.Increment(ref done) / drives);
        }, cancellation);
        return [.. byDrive.SelectMany(drive => drive)];
    }

    /// <summary>
    /// What the car knows of itself at a moment: its motion now, and where it was 2, 1.5, 1 and 0.5 s before as far as the moments go back.
    /// Nothing after the moment is looked at.
    /// </summary>
    /// <param name="moments">Moments every <see cref="Recording.StepSeconds"/>, of a recording or of a simulation under way.</param>
    /// <param name="moment">Which one.</param>
    public static EgoState State(IReadOnlyList<Moment> moments, int moment)
    {
        ArgumentNullException.ThrowIfNull(moments);
        EgoMotion now = moments[moment].Ego;
        List<PastPose> history = [];
        foreach (double time in Past)
        {
            int then = moment + (int)Math.Round(time / Recording.StepSeconds);
            if (then >= 0)
            {
                (double x, double y, double yaw) = Relative(moments[then].Ego, now);
                history.Add(new(time, x, y, yaw));
            }
        }
        return new()
        {
            Velocity = (now.Speed, 0),
            Acceleration = (now.Acceleration, now.Speed * now.YawRate),
            YawRate = now.YawRate,
            Steering = now.Steering,
            EgoToWorld = now.EgoToTown,
            History = history,
        };
    }

    private static List<EgoExample> Examples(Recording recording)
    {
        IReadOnlyList<Moment> moments = recording.Moments;
        string scene = $"world-{recording.Seed}";
        List<EgoExample> examples = [];
        int future = Trajectory.Steps * Recording.StepsPerKeyframe;
        for (int moment = 0; moment + future < moments.Count; moment += Recording.StepsPerKeyframe)
        {
            (double X, double Y)[] points = new (double, double)[Trajectory.Steps];
            double[] headings = new double[Trajectory.Steps];
            for (int i = 0; i < Trajectory.Steps; i++)
            {
                (points[i].X, points[i].Y, headings[i]) = Relative(moments[moment + (i + 1) * Recording.StepsPerKeyframe].Ego, moments[moment].Ego);
            }
            examples.Add(new(scene, State(moments, moment), moments[moment].Ego.Command, new() { Points = points, Headings = headings }));
        }
        return examples;
    }

    // Where and how the car stood, as seen from how it stands now.
    private static (double X, double Y, double Yaw) Relative(in EgoMotion other, in EgoMotion now)
    {
        (double sin, double cos) = Math.SinCos(now.Yaw);
        Vector2D d = other.Position - now.Position;
        return (cos * d.X + sin * d.Y, cos * d.Y - sin * d.X, Math.IEEERemainder(other.Yaw - now.Yaw, 2 * Math.PI));
    }
}
