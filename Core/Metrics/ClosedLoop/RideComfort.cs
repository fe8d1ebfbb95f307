namespace VoxPilot.Core.Metrics;

/// <summary>
/// Whether passengers would mind a ride, in the manner of nuPlan (nuplan-devkit, ego_is_comfortable): accelerations are smoothed over some
/// 0.8 s, and jerks are slopes over 1.4 s of the smoothed ones, so that a controller's single steps do not count as jerks.
/// </summary>
public static class RideComfort
{
    /// <summary>Seconds between two samples: nuPlan's 10 Hz.</summary>
    public const double StepSeconds = 0.1;

    // nuPlan takes 8 and 15 samples; an odd number lies around its middle one.
    private const int SmoothSamples = 9, SlopeSamples = 15;

    /// <summary>What each moment breaks.</summary>
    /// <param name="ride">The ride, a sample every <see cref="StepSeconds"/>.</param>
    /// <param name="limits">What passengers bear.</param>
    public static ComfortBreaches[] Of(IReadOnlyList<RideSample> ride, ComfortLimits limits)
    {
        ArgumentNullException.ThrowIfNull(ride);
        ArgumentNullException.ThrowIfNull(limits);
        double[] along = SavitzkyGolay.Smooth([.. ride.Select(s => s.Longitudinal)], SmoothSamples);
        double[] across = SavitzkyGolay.Smooth([.. ride.Select(s => s.Lateral)], SmoothSamples);
        double[] strength = SavitzkyGolay.Smooth([.. ride.Select(s => Math.Sqrt(s.Longitudinal * s.Longitudinal + s.Lateral * s.Lateral))], SmoothSamples);
        double[] turn = [.. ride.Select(s => s.YawRate)];
        double[] jerkAlong = SavitzkyGolay.Slope(along, StepSeconds, SlopeSamples), jerk = SavitzkyGolay.Slope(strength, StepSeconds, SlopeSamples);
        double[] turning = SavitzkyGolay.Slope(turn, StepSeconds, SlopeSamples);
        ComfortBreaches[] breaches = new ComfortBreaches[ride.Count];
        for (int i = 0; i < breaches.Length; i++)
        {
            breaches[i] = If(along[i] < limits.Braking || along[i] > limits.Acceleration, ComfortBreaches.Longitudinal)
                | If(Math.Abs(across[i]) > limits.Lateral, ComfortBreaches.Lateral)
                | If(Math.Abs(jerkAlong[i]) > limits.LongitudinalJerk, ComfortBreaches.LongitudinalJerk)
                | If(Math.Abs(jerk[i]) > limits.Jerk, ComfortBreaches.Jerk)
                | If(Math.Abs(turn[i]) > limits.YawRate, ComfortBreaches.YawRate)
                | If(Math.Abs(turning[i]) > limits.YawAcceleration, ComfortBreaches.YawAcceleration);
        }
        return breaches;
    }

    private static ComfortBreaches If(bool broken, ComfortBreaches limit) => broken ? limit : ComfortBreaches.None;
}
