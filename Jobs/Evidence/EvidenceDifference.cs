namespace VoxPilot.Jobs.Evidence;

/// <summary>By how much a row differs from the one that it is compared with, over paired seeds.</summary>
/// <param name="Mean">Mean of the differences.</param>
/// <param name="Low">Lower end of the 95 % interval of that mean (Student's t); null with one seed.</param>
/// <param name="High">Upper end.</param>
/// <param name="Seeds">Pairs.</param>
public sealed record EvidenceDifference(double Mean, double? Low, double? High, int Seeds)
{
    // Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom; 1.96 beyond.
    private static readonly double[] Quantiles =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <summary>Whether the interval leaves out zero.</summary>
    public bool IsClear => Low > 0 || High < 0;

    /// <summary>Of paired differences; null where there is none.</summary>
    public static EvidenceDifference? Of(IReadOnlyList<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        int n = differences.Count;
        if (n == 0)
        {
            return null;
        }
        double mean = differences.Average();
        if (n == 1)
        {
            return new(mean, null, null, 1);
        }
        double deviation = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (n - 1));
        double reach = (n - 2 < Quantiles.Length ? Quantiles[n - 2] : 1.96) * deviation / Math.Sqrt(n);
        return new(mean, mean - reach, mean + reach, n);
    }
}
