using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Ablations;

/// <summary>A figure, and what it differs from the base's by.</summary>
/// <param name="Value">The figure; null where it is not defined.</param>
/// <param name="Low">Lower end of its 95 % bootstrap interval over scenes; null where there is none.</param>
/// <param name="High">Upper end.</param>
/// <param name="Difference">It less the base's; null in the base's row.</param>
/// <param name="DifferenceLow">Lower end of the paired 95 % interval.</param>
/// <param name="DifferenceHigh">Upper end.</param>
/// <param name="Verdict">Whether it is better than the base, as far as the interval tells.</param>
public sealed record AblationCell(double? Value, double? Low, double? High, double? Difference, double? DifferenceLow, double? DifferenceHigh, ReportVerdict? Verdict)
{
    /// <summary>A cell.</summary>
    internal static AblationCell Of(ReportValue value, ReportDifference? apart) =>
        new(value.Value, value.Low, value.High, apart?.Value.Value, apart?.Value.Low, apart?.Value.High, apart?.Verdict);
}
