using System.Globalization;
using VoxPilot.Core;
using VoxPilot.Core.Imaging;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Something that spoils the images, to see what a model makes of it.</summary>
public abstract record ImageDegradation
{
    /// <summary>As it stands on the command line: blur=2.</summary>
    public abstract string Text { get; }

    /// <summary>Reads <c>blur=SIGMA</c> (pixels of the image file), <c>noise=SIGMA</c> (of 255) or <c>drop=CAMERA</c>.</summary>
    /// <exception cref="EvaluationException">It is none of these, or the number is out of range.</exception>
    public static ImageDegradation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('=', 2);
        return (parts[0], parts.Length) switch
        {
            ("blur", 2) => new Blur(Number(text, parts[1], 50)),
            ("noise", 2) => new Noise(Number(text, parts[1], 255)),
            ("drop", 2) when parts[1].Length > 0 => new DroppedCamera(parts[1]),
            _ => throw new EvaluationException($"--degrade takes blur=SIGMA (pixels), noise=SIGMA (of 255) or drop=CAMERA, like drop=CAM_BACK; it is '{text}'."),
        };
    }

    /// <summary>Which cameras are left.</summary>
    internal virtual bool Keeps(Camera camera) => true;

    /// <summary>Changes a decoded image in place.</summary>
    /// <param name="image">The image.</param>
    /// <param name="seed">Decides what is drawn by chance.</param>
    internal virtual void Apply(RgbImage image, ulong seed)
    {
    }

    /// <summary>Whether <see cref="Apply"/> changes anything.</summary>
    internal virtual bool ChangesPixels => true;

    private static double Number(string text, string number, double most) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value > 0 && value <= most
            ? value
            : throw new EvaluationException($"--degrade {text}: a number above 0 and up to {most} was expected.");
}
