using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>
/// A fixed unit vector for the name of each class, made of the name's letters alone: the stand-in for a text tower of CLIP. Each word and each run
/// of three letters has a direction of its own, drawn from a hash of it, and a name is the sum of its parts, so that names that share words lie
/// near each other (construction vehicle and vehicle, bicycle and motorcycle) and all others about at right angles. Only sums, products and square
/// roots are used: the same bits on every machine.
/// </summary>
public static class ClassNameEmbeddings
{
    /// <summary>Names: the 17 classes that occupy space, and the sky.</summary>
    public const int Classes = OccupancyClasses.Occupied + 1;

    // The letters of a word weigh, all together, half as much as the word: inflections stay near, and chance resemblances do not matter.
    private const int Letters = 3;
    private const double LettersWeight = 0.5;

    /// <summary>The names in label order; the last is the sky's, which has the label of free space.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. OccupancyClasses.Names.Take(OccupancyClasses.Occupied).Select(name => name.Replace('_', ' ')), "sky"];

    /// <summary>The vectors of all names, (18, width) row-major.</summary>
    /// <param name="width">Dt.</param>
    public static float[] Create(int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        float[] vectors = new float[Classes * width];
        for (int i = 0; i < Classes; i++)
        {
            Of(Names[i], vectors.AsSpan(i * width, width));
        }
        return vectors;
    }

    /// <summary>The unit vector of any name.</summary>
    /// <param name="name">Words with blanks between them, in lower case.</param>
    /// <param name="vector">Receives it.</param>
    public static void Of(string name, Span<float> vector)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        double[] sum = new double[vector.Length];
        foreach (string word in name.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Add(word, 1, sum);
            string marked = $"<{word}>";
            int runs = marked.Length - Letters + 1;
            for (int i = 0; i < runs; i++)
            {
                Add(marked.Substring(i, Letters), LettersWeight / Math.Sqrt(runs), sum);
            }
        }
        double length = Math.Sqrt(sum.Sum(value => value * value));
        for (int i = 0; i < sum.Length; i++)
        {
            vector[i] = (float)(sum[i] / length);
        }
    }

    // Adds a part's direction: each coordinate a sum of uniform numbers, which is near enough to normal for all directions to be alike.
    private static void Add(string part, double weight, double[] sum)
    {
        ulong state = 0xCBF29CE484222325; // FNV-1a
        foreach (char letter in part)
        {
            state = (state ^ letter) * 0x100000001B3;
        }
        double[] direction = new double[sum.Length];
        for (int i = 0; i < direction.Length; i++)
        {
            direction[i] = Uniform(ref state) + Uniform(ref state) + Uniform(ref state) + Uniform(ref state) - 2;
        }
        double length = Math.Sqrt(direction.Sum(value => value * value));
        for (int i = 0; i < sum.Length; i++)
        {
            sum[i] += weight * direction[i] / length;
        }
    }

    // SplitMix64 (Steele et al. 2014): the next number in [0, 1).
    private static double Uniform(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return ((z ^ z >> 31) >> 11) * (1.0 / (1UL << 53));
    }
}
