namespace VoxPilot.Core.Datasets.Augmentation;

/// <summary>How training samples are varied. One draw per sample holds for all its cameras and frames (colours: per camera).</summary>
public sealed record ClipAugmentation
{
    /// <summary>Samples come as at test time.</summary>
    public static ClipAugmentation None { get; } = new();

    /// <summary>Share of samples that come from the mirrored world (<see cref="MirrorAugmentation"/>).</summary>
    public double MirrorProbability { get; init; }

    /// <summary>Resize, crop and flip of the images alone.</summary>
    public ImageAugmentation Image { get; init; } = ImageAugmentation.None;

    /// <summary>Turn and scale of the ego frame; samples lose their occupancy.</summary>
    public BirdsEyeAugmentation BirdsEye { get; init; } = BirdsEyeAugmentation.None;

    /// <summary>Colours.</summary>
    public ColorAugmentation Color { get; init; } = ColorAugmentation.None;

    /// <summary>Refuses ranges that make no sense.</summary>
    /// <exception cref="ArgumentException">A range is empty or a share is none; the message names it.</exception>
    internal void Validate()
    {
        Share(MirrorProbability, nameof(MirrorProbability));
        Share(Image.FlipProbability, "Image.FlipProbability");
        Range(Image.MinimumZoom, Image.MaximumZoom, "Image.MinimumZoom to MaximumZoom");
        Range(BirdsEye.MinimumScale, BirdsEye.MaximumScale, "BirdsEye.MinimumScale to MaximumScale");

        static void Share(double value, string name)
        {
            if (value is not (>= 0 and <= 1))
            {
                throw new ArgumentException($"{name} is a share of samples, 0 to 1; {value} was given.", name);
            }
        }

        static void Range(double low, double high, string name)
        {
            if (!(low > 0 && low <= high && double.IsFinite(high)))
            {
                throw new ArgumentException($"{name} must be a range above 0; {low} to {high} was given.", name);
            }
        }
    }

    /// <summary>Draws for one sample. The order of draws is fixed, and all are drawn whether or not they act.</summary>
    internal ClipJitter Draw(SampleRandom random)
    {
        bool mirror = random.Chance(MirrorProbability);
        ImageJitter image = Image.Draw(random);
        BirdsEyeJitter birdsEye = BirdsEye.Draw(random);
        return new(mirror, image, birdsEye, [.. Enumerable.Range(0, Rig.MaximumCameras).Select(_ => Color.Draw(random))]);
    }
}
