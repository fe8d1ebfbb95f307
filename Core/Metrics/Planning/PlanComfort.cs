namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// The largest accelerations, jerk and curvature of a plan by finite differences of its six steps, taken up from the car's present motion. The limits
/// of <see cref="IsFeasible"/> are those of the safety envelope: what a car can do without losing grip, not what a passenger likes.
/// </summary>
/// <param name="Acceleration">Largest gain of speed, m/s².</param>
/// <param name="Braking">Largest loss of speed, m/s².</param>
/// <param name="Lateral">Largest acceleration to either side, m/s².</param>
/// <param name="Jerk">Largest change of forward acceleration, m/s³.</param>
/// <param name="Curvature">Largest curvature, 1/m; steps below 1 m have none.</param>
public readonly record struct PlanComfort(double Acceleration, double Braking, double Lateral, double Jerk, double Curvature)
{
    /// <summary>Limit of <see cref="Acceleration"/>, m/s².</summary>
    public const double MaximumAcceleration = 4;

    /// <summary>Limit of <see cref="Braking"/>, m/s².</summary>
    public const double MaximumBraking = 6.5;

    /// <summary>Limit of <see cref="Lateral"/>, m/s².</summary>
    public const double MaximumLateral = 5;

    /// <summary>Limit of <see cref="Jerk"/>, m/s³.</summary>
    public const double MaximumJerk = 15;

    /// <summary>Limit of <see cref="Curvature"/>, 1/m: a turning circle of 5 m radius.</summary>
    public const double MaximumCurvature = 0.2;

    private const double ShortestBend = 1;

    /// <summary>Largest gain or loss of speed, m/s².</summary>
    public double Longitudinal => Math.Max(Acceleration, Braking);

    /// <summary>Whether all stay within their limits.</summary>
    public bool IsFeasible =>
        Acceleration <= MaximumAcceleration && Braking <= MaximumBraking && Lateral <= MaximumLateral && Jerk <= MaximumJerk && Curvature <= MaximumCurvature;

    /// <summary>Of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="ego">The car's state; null: the first step's speed is taken as it comes.</param>
    public static PlanComfort Of(Trajectory plan, EgoState? ego)
    {
        ArgumentNullException.ThrowIfNull(plan);
        const double dt = Trajectory.StepSeconds;
        Span<double> headings = stackalloc double[Trajectory.Steps];
        PathDirections.Of(plan, headings);
        double gain = 0, loss = 0, lateral = 0, jerk = 0, curvature = 0, speedBefore = 0, accelerationBefore = 0, headingBefore = 0;
        (double X, double Y) before = default;
        for (int t = 0; t < Trajectory.Steps; t++)
        {
            (double X, double Y) at = plan.Points[t];
            double dx = at.X - before.X, dy = at.Y - before.Y, turn = Math.IEEERemainder(headings[t] - headingBefore, 2 * Math.PI);
            double middle = headingBefore + turn / 2;
            double length = Math.Sqrt(dx * dx + dy * dy) * (dx * Math.Cos(middle) + dy * Math.Sin(middle) < 0 ? -1 : 1);
            double speed = length / dt;
            // The mean speed of a step is that at its middle; the first step starts from the speed of now.
            double acceleration = t > 0 ? (speed - speedBefore) / dt : ego is null ? 0 : (speed - ego.Speed) / (dt / 2);
            double change = t > 0 || ego is not null ? (acceleration - (t > 0 ? accelerationBefore : ego!.Acceleration.X)) / dt : 0;
            (gain, loss) = (Math.Max(gain, acceleration), Math.Max(loss, -acceleration));
            lateral = Math.Max(lateral, Math.Abs(speed * turn / dt));
            jerk = Math.Max(jerk, Math.Abs(change));
            curvature = Math.Max(curvature, Math.Abs(length) < ShortestBend ? 0 : Math.Abs(turn / length));
            (before, headingBefore, speedBefore, accelerationBefore) = (at, headings[t], speed, acceleration);
        }
        return new(gain, loss, lateral, jerk, curvature);
    }
}
