using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>
/// A trajectory as motion: poses at its seven instants (now, and the six steps), signed speeds, and poses in between on cubic curves
/// that leave and reach each instant along its heading. Without given headings, a heading is that of the chords on both sides;
/// chords too short to have a direction keep the heading before them, and a chord that points backwards is driven in reverse.
/// </summary>
internal sealed class TrajectoryPath
{
    private const double ShortestChord = 0.25;
    private readonly PlanarPose[] nodes = new PlanarPose[Trajectory.Steps + 1];
    private readonly double[] lengths = new double[Trajectory.Steps];

    public TrajectoryPath(Trajectory trajectory)
    {
        Span<double> chords = stackalloc double[Trajectory.Steps];
        double x = 0, y = 0, heading = 0;
        for (int i = 0; i < Trajectory.Steps; i++)
        {
            double before = trajectory.Headings is { } given ? (i == 0 ? 0 : given[i - 1]) : heading;
            double dx = trajectory.Points[i].X - x, dy = trajectory.Points[i].Y - y;
            double length = Math.Sqrt(dx * dx + dy * dy);
            double turn = length < ShortestChord ? 0 : Angles.Wrap(Math.Atan2(dy, dx) - before);
            bool reverse = length >= ShortestChord
                ? Math.Abs(turn) > Math.PI / 2
                : Math.Cos(before) * dx + Math.Sin(before) * dy < 0;
            heading = before + (reverse && length >= ShortestChord ? Angles.Wrap(turn - Math.PI) : turn);
            chords[i] = heading;
            lengths[i] = reverse ? -length : length;
            (x, y) = trajectory.Points[i];
        }
        for (int i = 1; i <= Trajectory.Steps; i++)
        {
            (double px, double py) = trajectory.Points[i - 1];
            double h = trajectory.Headings is { } given ? given[i - 1]
                : Math.Abs(lengths[i - 1]) < ShortestChord ? nodes[i - 1].Heading
                : i == Trajectory.Steps || Math.Abs(lengths[i]) < ShortestChord ? 2 * chords[i - 1] - nodes[i - 1].Heading
                : chords[i - 1] + Angles.Wrap(chords[i] - chords[i - 1]) / 2;
            nodes[i] = new(px, py, h);
        }
    }

    /// <summary>Poses now and at the six steps.</summary>
    public ReadOnlySpan<PlanarPose> Nodes => nodes;

    /// <summary>Headings at the six steps.</summary>
    public IReadOnlyList<double> Headings => [.. nodes.Skip(1).Select(n => Angles.Wrap(n.Heading))];

    /// <summary>Length of each step, metres, negative in reverse.</summary>
    public ReadOnlySpan<double> Lengths => lengths;

    /// <summary>Pose at a share 0…1 of a step.</summary>
    public PlanarPose At(int step, double share)
    {
        PlanarPose a = nodes[step], b = nodes[step + 1];
        double turn = Angles.Wrap(b.Heading - a.Heading);
        double u = share, u2 = u * u, u3 = u2 * u;
        double h01 = 3 * u2 - 2 * u3, h00 = 1 - h01, h10 = u3 - 2 * u2 + u, h11 = u3 - u2;
        (double sinA, double cosA) = Math.SinCos(a.Heading);
        (double sinB, double cosB) = Math.SinCos(b.Heading);
        double length = lengths[step];
        return new(
            h00 * a.X + h01 * b.X + length * (h10 * cosA + h11 * cosB),
            h00 * a.Y + h01 * b.Y + length * (h10 * sinA + h11 * sinB),
            a.Heading + u * turn);
    }

    /// <summary>How many equal parts a step is looked at in, so that no part is longer than <paramref name="spacing"/> metres.</summary>
    public int Parts(int step, double spacing) => (int)Math.Clamp(Math.Ceiling(Math.Abs(lengths[step]) / spacing), 1, 200);
}
