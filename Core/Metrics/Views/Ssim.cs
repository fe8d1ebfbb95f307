namespace VoxPilot.Core.Metrics;

/// <summary>
/// Structural similarity of rendered images (Wang et al. 2004, "Image quality assessment: from error visibility to structural similarity"):
/// Gaussian windows of 11×11 with σ = 1.5, K1 = 0.01, K2 = 0.03, peak 1; each channel by itself, the mean over windows, channels and then images.
/// Not safe for use by several threads at once.
/// </summary>
/// <param name="windows">What the windows do at the border.</param>
public sealed class Ssim(SsimWindows windows) : ISceneMeasure
{
    private readonly SceneMean mean = new();
    private readonly SsimKernel kernel = new();

    /// <summary>What the windows do at the border.</summary>
    public SsimWindows Windows => windows;

    /// <inheritdoc/>
    public int Scenes => mean.Scenes;

    /// <inheritdoc/>
    public long Count => mean.Count;

    /// <summary>Adds an image.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="rendered">Its values (C, H, W), 0…1.</param>
    /// <param name="truth">The true values (C, H, W), 0…1.</param>
    /// <param name="width">W, 11 or more where windows lie within the image.</param>
    /// <param name="height">H, 11 or more where windows lie within the image.</param>
    /// <returns>The similarity of this image, −1…1.</returns>
    /// <exception cref="ArgumentException">The images differ in size, do not consist of channels, or are too small for a window.</exception>
    public double Add(int scene, ReadOnlySpan<float> rendered, ReadOnlySpan<float> truth, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        int pixels = checked(width * height);
        if (rendered.Length != truth.Length || truth.Length == 0 || truth.Length % pixels != 0)
        {
            throw new ArgumentException($"The rendered image has {rendered.Length} values and the true one {truth.Length}; both must have the same, a multiple of {width}×{height}.", nameof(rendered));
        }
        if (windows == SsimWindows.Valid && Math.Min(width, height) < SsimKernel.Size)
        {
            throw new ArgumentException($"The image has {width}×{height} pixels; a window needs {SsimKernel.Size}×{SsimKernel.Size}.", nameof(width));
        }
        double sum = 0;
        for (int from = 0; from < truth.Length; from += pixels)
        {
            sum += kernel.Mean(rendered.Slice(from, pixels), truth.Slice(from, pixels), width, height, windows);
        }
        double similarity = sum * pixels / truth.Length;
        mean.Add(scene, similarity);
        return similarity;
    }

    /// <summary>Makes room for a scene that may add nothing: it is drawn by the bootstrap all the same.</summary>
    public void Reach(int scene) => mean.Reach(scene);

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<int> weights) => mean.Value(weights);

    /// <summary>The figure as a row.</summary>
    public MeasureRow Row() => windows == SsimWindows.Valid
        ? new("views.ssim.valid", "SSIM", "Rendered views", "", "Wang et al. 2004: Gaussian 11×11, σ 1.5, K 0.01 and 0.03, only windows within the image; channels by themselves", this, true)
        : new("views.ssim.padded", "SSIM, zeros around", "Rendered views", "", "3D Gaussian splatting: Gaussian 11×11, σ 1.5, K 0.01 and 0.03, zeros outside the image; channels by themselves", this, true);
}
