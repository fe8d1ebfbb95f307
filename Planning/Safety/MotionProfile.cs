using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>Curvature, accelerations and jerks of a path, step by step, taken up from the car's present motion.</summary>
internal sealed class MotionProfile
{
    // Below this a step has no curvature worth the name: a few centimetres of noise would bend it sharply.
    private const double ShortestBend = 1;

    /// <param name="path">The path.</param>
    /// <param name="ego">The car's state; null: the first step is taken as it comes.</param>
    public MotionProfile(TrajectoryPath path, EgoState? ego)
    {
        const double dt = Trajectory.StepSeconds;
        ReadOnlySpan<PlanarPose> nodes = path.Nodes;
        ReadOnlySpan<double> lengths = path.Lengths;
        for (int i = 0; i < Trajectory.Steps; i++)
        {
            double turn = Angles.Wrap(nodes[i + 1].Heading - nodes[i].Heading), speed = lengths[i] / dt;
            Curvature[i] = Math.Abs(lengths[i]) < ShortestBend ? 0 : turn / lengths[i];
            Lateral[i] = speed * turn / dt;
            // The mean speed of a step is that at its middle; the first step starts from the speed of now.
            double first = ego is null ? 0 : (speed - ego.Speed) / (dt / 2);
            Longitudinal[i] = i == 0 ? first : (lengths[i] - lengths[i - 1]) / (dt * dt);
        }
        for (int i = 0; i < Trajectory.Steps; i++)
        {
            double beforeForward = i > 0 ? Longitudinal[i - 1] : ego?.Acceleration.X ?? Longitudinal[0];
            double beforeSide = i > 0 ? Lateral[i - 1] : ego is null ? Lateral[0] : ego.Speed * ego.YawRate;
            LongitudinalJerk[i] = (Longitudinal[i] - beforeForward) / dt;
            LateralJerk[i] = (Lateral[i] - beforeSide) / dt;
        }
    }

    /// <summary>1/m, positive to the left.</summary>
    public double[] Curvature { get; } = new double[Trajectory.Steps];

    /// <summary>m/s², positive forward.</summary>
    public double[] Longitudinal { get; } = new double[Trajectory.Steps];

    /// <summary>m/s², positive to the left.</summary>
    public double[] Lateral { get; } = new double[Trajectory.Steps];

    /// <summary>m/s³.</summary>
    public double[] LongitudinalJerk { get; } = new double[Trajectory.Steps];

    /// <summary>m/s³.</summary>
    public double[] LateralJerk { get; } = new double[Trajectory.Steps];
}
