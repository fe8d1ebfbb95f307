using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace VoxPilot.Core.Formats;

/// <summary>The header of a .npy file: a Python dictionary literal with the keys descr, fortran_order and shape.</summary>
internal sealed partial record NpyHeader(NpyType Type, int[] Shape, int Count)
{
    private const int MaximumAxes = 32;

    public static NpyHeader Parse(string text, string name)
    {
        string descriptor = Descriptor().Match(text) is { Success: true } d ? d.Groups[1].Value
            : throw new InvalidDataException($"{name}: the header has no plain 'descr' (structured arrays are not read): {text.Trim()}");
        NpyType type = NpyTypes.Of(descriptor)
            ?? throw new InvalidDataException($"{name}: elements of type '{descriptor}' are not read; save as bool, (u)int8, (u)int16, int32, int64, float16, float32 or float64, little-endian.");
        string order = Order().Match(text) is { Success: true } o ? o.Groups[1].Value
            : throw new InvalidDataException($"{name}: the header has no 'fortran_order': {text.Trim()}");
        Match axes = Axes().Match(text);
        if (!axes.Success)
        {
            throw new InvalidDataException($"{name}: the header has no 'shape': {text.Trim()}");
        }
        string[] parts = axes.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        int[] shape = new int[parts.Length];
        long count = 1;
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts.Length > MaximumAxes || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out shape[i]))
            {
                throw new InvalidDataException($"{name}: the shape ({axes.Groups[1].Value}) cannot be read.");
            }
            count *= shape[i];
            if (count * NpyTypes.Size(type) > Array.MaxLength)
            {
                throw new InvalidDataException($"{name}: an array of shape ({axes.Groups[1].Value}) is too large to be read.");
            }
        }
        return order == "False" || shape.Length < 2
            ? new(type, shape, (int)count)
            : throw new InvalidDataException($"{name}: the array is in Fortran order; save numpy.ascontiguousarray of it.");
    }

    /// <summary>The dictionary as NumPy writes it, padded so that the elements begin at a multiple of 64 bytes.</summary>
    public static byte[] Format(NpyArray array)
    {
        string shape = array.Shape.Length == 1 ? $"({array.Shape[0]},)" : $"({string.Join(", ", array.Shape)})";
        string text = $"{{'descr': '{NpyTypes.Descriptor(array.Type)}', 'fortran_order': False, 'shape': {shape}, }}";
        int padding = 64 - (NpyFile.PrefixLength + text.Length + 1) % 64;
        return Encoding.ASCII.GetBytes(text + new string(' ', padding % 64) + "\n");
    }

    [GeneratedRegex(@"'descr'\s*:\s*'([^']*)'")]
    private static partial Regex Descriptor();

    [GeneratedRegex(@"'fortran_order'\s*:\s*(True|False)")]
    private static partial Regex Order();

    [GeneratedRegex(@"'shape'\s*:\s*\(([^)]*)\)")]
    private static partial Regex Axes();
}
