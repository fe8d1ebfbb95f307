namespace VoxPilot.Core.Metrics;

/// <summary>
/// Peak signal-to-noise ratio of rendered images in dB: 10·log10(1 / MSE) with the peak 1, of an image over all its pixels and channels, then
/// the mean over images, as the papers on 3D Gaussian splatting give it. The mean squared error counts as at least <see cref="SmallestError"/>,
/// so that an image without any error gives 100 dB and not infinity.
/// </summary>
public sealed class Psnr : ISceneMeasure
{
    /// <summary>Least mean squared error that counts.</summary>
    public const double SmallestError = 1e-10;

    private readonly SceneMean mean = new();

    /// <inheritdoc/>
    public int Scenes => mean.Scenes;

    /// <inheritdoc/>
    public long Count => mean.Count;

    /// <summary>Adds an image.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="rendered">Its values, 0…1, in any order.</param>
    /// <param name="truth">The true values in the same order.</param>
    public void Add(int scene, ReadOnlySpan<float> rendered, ReadOnlySpan<float> truth) => mean.Add(scene, Of(rendered, truth));

    /// <summary>Makes room for a scene that may add nothing: it is drawn by the bootstrap all the same.</summary>
    public void Reach(int scene) => mean.Reach(scene);

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<int> weights) => mean.Value(weights);

    /// <summary>The figure as a row.</summary>
    public MeasureRow Row() => new("views.psnr", "PSNR", "Rendered views", "dB", "peak 1, over all pixels and channels of an image, mean over images; at most 100 dB", this, true);

    /// <summary>The ratio of one image in dB.</summary>
    /// <inheritdoc cref="Add"/>
    /// <exception cref="ArgumentException">The images differ in size, or are empty.</exception>
    public static double Of(ReadOnlySpan<float> rendered, ReadOnlySpan<float> truth) =>
        rendered.Length == truth.Length && truth.Length > 0
            ? -10 * Math.Log10(Math.Max(SmallestError, SquaredDifference.Sum(rendered, truth) / truth.Length))
            : throw new ArgumentException($"The rendered image has {rendered.Length} values and the true one {truth.Length}; both must have the same, and more than none.", nameof(rendered));
}
