namespace VoxPilot.Core.Datasets.Augmentation;

/// <summary>Photometric jitter, drawn for each camera of a sample and the same in all its frames. Each part acts on every second image.</summary>
public sealed record ColorAugmentation
{
    /// <summary>Colours stay.</summary>
    public static ColorAugmentation None { get; } = new();

    /// <summary>The ranges of mmdetection's PhotoMetricDistortion, without hue.</summary>
    public static ColorAugmentation Standard { get; } = new() { Brightness = 32, Contrast = 0.5, Saturation = 0.5 };

    /// <summary>Up to so much is added or taken, on the scale 0…255.</summary>
    public double Brightness { get; init; }

    /// <summary>Colours are multiplied by 1 ± up to so much.</summary>
    public double Contrast { get; init; }

    /// <summary>The distance from grey is multiplied by 1 ± up to so much.</summary>
    public double Saturation { get; init; }

    /// <summary>Draws for one image.</summary>
    internal ColorJitter Draw(SampleRandom random)
    {
        return new(Part(0, Brightness), Part(1, Contrast), Part(1, Saturation));

        double Part(double neutral, double range)
        {
            double value = random.Between(neutral - range, neutral + range);
            return random.Chance(0.5) ? value : neutral;
        }
    }
}
