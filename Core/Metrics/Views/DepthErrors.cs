namespace VoxPilot.Core.Metrics;

/// <summary>
/// Errors of depth images (Eigen et al. 2014): AbsRel, SqRel, RMSE, RMSE of logarithms and the shares of pixels within factors of 1.25, 1.25²
/// and 1.25³. Of an image over its valid pixels, then the mean over images that have any. Pixels count whose true depth lies within a
/// range; predictions are clamped to the range, as monodepth2's evaluation does; no scaling by medians.
/// </summary>
/// <param name="nearest">Least true depth that counts, metres, above 0.</param>
/// <param name="farthest">Greatest true depth that counts, metres.</param>
public sealed class DepthErrors(float nearest = DepthErrors.DefaultNearest, float farthest = DepthErrors.DefaultFarthest)
{
    /// <summary>Default of the least true depth, metres.</summary>
    public const float DefaultNearest = 1e-3f;

    /// <summary>Default of the greatest true depth, metres.</summary>
    public const float DefaultFarthest = 80;

    /// <summary>The factor of the shares.</summary>
    internal const float Delta = 1.25f;

    private readonly float nearest = nearest > 0 && nearest < farthest ? nearest
        : throw new ArgumentOutOfRangeException(nameof(nearest), nearest, $"The range of depths is {nearest}…{farthest} m; it must begin above 0 and end after that.");
    private readonly SceneMean absoluteRelative = new(), squaredRelative = new(), rootMeanSquare = new(), rootMeanSquareLog = new(), within1 = new(), within2 = new(), within3 = new();

    /// <summary>Mean of |p − t| / t.</summary>
    public ISceneMeasure AbsoluteRelative => absoluteRelative;

    /// <summary>Mean of (p − t)² / t, metres.</summary>
    public ISceneMeasure SquaredRelative => squaredRelative;

    /// <summary>Root of the mean of (p − t)², metres.</summary>
    public ISceneMeasure RootMeanSquare => rootMeanSquare;

    /// <summary>Root of the mean of (ln p − ln t)².</summary>
    public ISceneMeasure RootMeanSquareLog => rootMeanSquareLog;

    /// <summary>Share of pixels with max(p/t, t/p) &lt; 1.25, 0…1.</summary>
    public ISceneMeasure Within125 => within1;

    /// <summary>Share of pixels with max(p/t, t/p) &lt; 1.25², 0…1.</summary>
    public ISceneMeasure Within125Squared => within2;

    /// <summary>Share of pixels with max(p/t, t/p) &lt; 1.25³, 0…1.</summary>
    public ISceneMeasure Within125Cubed => within3;

    /// <summary>Adds an image.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="predicted">Predicted depths, metres.</param>
    /// <param name="truth">True depths in the same order, metres; 0 or not a number where there is none.</param>
    /// <exception cref="ArgumentException">The images differ in size, or a prediction for a valid pixel is not a number.</exception>
    public void Add(int scene, ReadOnlySpan<float> predicted, ReadOnlySpan<float> truth)
    {
        if (predicted.Length != truth.Length)
        {
            throw new ArgumentException($"The predicted depth image has {predicted.Length} pixels and the true one {truth.Length}; both must have the same.", nameof(predicted));
        }
        DepthSums sums = DepthErrorKernel.Sums(predicted, truth, nearest, farthest);
        if (sums.Count == 0)
        {
            Reach(scene);
            return;
        }
        if (double.IsNaN(sums.Squared))
        {
            throw new ArgumentException($"A predicted depth of an image of scene {scene} is not a number where the true depth is known; a depth in metres was expected.", nameof(predicted));
        }
        absoluteRelative.Add(scene, sums.Relative / sums.Count);
        squaredRelative.Add(scene, sums.SquaredRelative / sums.Count);
        rootMeanSquare.Add(scene, Math.Sqrt(sums.Squared / sums.Count));
        rootMeanSquareLog.Add(scene, Math.Sqrt(sums.SquaredLog / sums.Count));
        within1.Add(scene, sums.Within1 / sums.Count);
        within2.Add(scene, sums.Within2 / sums.Count);
        within3.Add(scene, sums.Within3 / sums.Count);
    }

    /// <summary>Makes room for a scene that may add nothing: it is drawn by the bootstrap all the same.</summary>
    public void Reach(int scene)
    {
        foreach (SceneMean mean in (ReadOnlySpan<SceneMean>)[absoluteRelative, squaredRelative, rootMeanSquare, rootMeanSquareLog, within1, within2, within3])
        {
            mean.Reach(scene);
        }
    }

    /// <summary>All figures as rows.</summary>
    public IReadOnlyList<MeasureRow> Rows()
    {
        const string Group = "Depth";
        string rule = FormattableString.Invariant($"Eigen et al. 2014: true depths of {nearest:0.###}…{farthest:0.###} m, predictions clamped, no median scaling, mean over images");
        return
        [
            new("views.depth.abs_rel", "AbsRel", Group, "", rule, AbsoluteRelative, false),
            new("views.depth.sq_rel", "SqRel", Group, "m", rule, SquaredRelative, false),
            new("views.depth.rmse", "RMSE", Group, "m", rule, RootMeanSquare, false),
            new("views.depth.rmse_log", "RMSE log", Group, "", rule, RootMeanSquareLog, false),
            new("views.depth.delta1", "δ < 1.25", Group, "", rule, Within125, true),
            new("views.depth.delta2", "δ < 1.25²", Group, "", rule, Within125Squared, true),
            new("views.depth.delta3", "δ < 1.25³", Group, "", rule, Within125Cubed, true),
        ];
    }
}
