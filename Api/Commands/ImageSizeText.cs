using System.CommandLine.Parsing;
using System.Globalization;
using VoxPilot.World.Generation;

namespace VoxPilot.Api.Commands;

/// <summary>Sizes of images on the command line: WIDTHxHEIGHT, pixels.</summary>
internal static class ImageSizeText
{
    /// <summary>Reads a size that was checked by <see cref="Check"/>.</summary>
    public static (int Width, int Height) Read(string text) => TryRead(text) ?? throw new ArgumentException($"'{text}' is no size.", nameof(text));

    /// <summary>Refuses what is no size; what was not given is none of its business.</summary>
    public static void Check(OptionResult result)
    {
        if (result.GetValueOrDefault<string?>() is { } text && TryRead(text) is null)
        {
            result.AddError($"--size must be WIDTHxHEIGHT with sides of {GenerationOptions.SmallestSide} to {GenerationOptions.LargestSide} pixels, like 256x96; it is '{text}'.");
        }
    }

    private static (int Width, int Height)? TryRead(string text) =>
        text.Split('x', 'X', '×') is [var across, var down] && Side(across) is { } width && Side(down) is { } height ? (width, height) : null;

    private static int? Side(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int side) && side is >= GenerationOptions.SmallestSide and <= GenerationOptions.LargestSide ? side : null;
}
