using VoxPilot.Core;

namespace VoxPilot.Planning;

/// <summary>
/// Anchors from driven trajectories: k-means on the flattened positions, for each command by itself (spec/sparseoccvla.md §8.1).
/// One mode of each command is held at standstill, so that a car that waits always finds an anchor. Same input and seed, same anchors.
/// </summary>
public static class AnchorClustering
{
    private const int Dimensions = 2 * Trajectory.Steps;
    private const int MaximumRounds = 200;

    /// <summary>Clusters the trajectories of each command into anchors, ordered by how far forward they end.</summary>
    /// <param name="drives">What was driven, and under which command.</param>
    /// <param name="seed">Seeds the choice of the first centres.</param>
    /// <param name="count">Anchors in all; each command gets a third of them.</param>
    /// <exception cref="InvalidInputException">A command has fewer trajectories than anchors that move.</exception>
    public static AnchorSet Cluster(IEnumerable<(Command Command, Trajectory Trajectory)> drives, ulong seed, int count = AnchorSet.PaperCount)
    {
        ArgumentNullException.ThrowIfNull(drives);
        int modes = count / AnchorSet.Commands;
        List<double[]>[] groups = [[], [], []];
        foreach ((Command command, Trajectory trajectory) in drives)
        {
            groups[(int)command].Add(Flatten(trajectory));
        }
        List<Anchor> anchors = [];
        for (int c = 0; c < groups.Length; c++)
        {
            if (groups[c].Count < modes - 1)
            {
                throw new InvalidInputException(
                    "trajectories", $"Anchors of command {(Command)c} need at least {modes - 1} trajectories; {groups[c].Count} were given.");
            }
            SeededRandom random = new(seed + (ulong)c);
            double[][] centres = Refine(groups[c], Start(groups[c], modes, random));
            anchors.AddRange(centres.OrderBy(m => m[^2]).ThenBy(m => m[^1]).Select(m => new Anchor((Command)c, Unflatten(m))));
        }
        return new(anchors);
    }

    // k-means++: the first centre is standstill; each further one is drawn with a probability that grows with its squared distance.
    private static double[][] Start(List<double[]> points, int modes, SeededRandom random)
    {
        double[][] centres = new double[modes][];
        centres[0] = new double[Dimensions];
        double[] nearest = [.. points.Select(p => SquaredDistance(p, centres[0]))];
        for (int k = 1; k < centres.Length; k++)
        {
            double sum = nearest.Sum();
            double left = random.NextDouble() * sum;
            int drawn = 0;
            while (drawn < points.Count - 1 && (left -= nearest[drawn]) > 0)
            {
                drawn++;
            }
            centres[k] = [.. points[drawn]];
            for (int i = 0; i < points.Count; i++)
            {
                nearest[i] = Math.Min(nearest[i], SquaredDistance(points[i], centres[k]));
            }
        }
        return centres;
    }

    // Lloyd's rounds. Centre 0 attracts but never moves; an empty centre takes the point that is worst served.
    private static double[][] Refine(List<double[]> points, double[][] centres)
    {
        int[] owner = new int[points.Count];
        Array.Fill(owner, -1);
        for (int round = 0; round < MaximumRounds && Assign(points, centres, owner); round++)
        {
            for (int k = 1; k < centres.Length; k++)
            {
                double[] mean = new double[Dimensions];
                int members = 0;
                for (int i = 0; i < points.Count; i++)
                {
                    if (owner[i] == k)
                    {
                        members++;
                        for (int d = 0; d < Dimensions; d++)
                        {
                            mean[d] += points[i][d];
                        }
                    }
                }
                if (members == 0)
                {
                    mean = [.. points.MaxBy(p => centres.Min(c => SquaredDistance(p, c)))!];
                    members = 1;
                }
                centres[k] = [.. mean.Select(v => v / members)];
            }
        }
        return centres;
    }

    private static bool Assign(List<double[]> points, double[][] centres, int[] owner)
    {
        bool changed = false;
        for (int i = 0; i < points.Count; i++)
        {
            int best = 0;
            double least = double.PositiveInfinity;
            for (int k = 0; k < centres.Length; k++)
            {
                double distance = SquaredDistance(points[i], centres[k]);
                if (distance < least)
                {
                    (best, least) = (k, distance);
                }
            }
            changed |= owner[i] != best;
            owner[i] = best;
        }
        return changed;
    }

    private static double SquaredDistance(double[] a, double[] b)
    {
        double sum = 0;
        for (int d = 0; d < Dimensions; d++)
        {
            double difference = a[d] - b[d];
            sum += difference * difference;
        }
        return sum;
    }

    private static double[] Flatten(Trajectory trajectory) => [.. trajectory.Points.SelectMany(p => new[] { p.X, p.Y })];

    private static Trajectory Unflatten(double[] values) => new()
    {
        Points = [.. Enumerable.Range(0, Trajectory.Steps).Select(i => (values[2 * i], values[2 * i + 1]))],
    };
}
