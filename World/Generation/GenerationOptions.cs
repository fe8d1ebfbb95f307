using VoxPilot.World.Towns;

namespace VoxPilot.World.Generation;

/// <summary>What data set is made.</summary>
public sealed record GenerationOptions
{
    /// <summary>Seeds from here up are held out for final tests: never for training, tuning or tests.</summary>
    public const ulong HeldOutSeed = 10_000_000;

    /// <summary>Smallest side of an image, pixels.</summary>
    public const int SmallestSide = 32;

    /// <summary>Largest side of an image, pixels.</summary>
    public const int LargestSide = 4096;

    /// <summary>Longest scene, seconds.</summary>
    public const double LongestScene = 120;

    /// <summary>Seed of the first scene; scene i has seed + i.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How many scenes.</summary>
    public required int Scenes { get; init; }

    /// <summary>Length of a scene, seconds.</summary>
    public required double Seconds { get; init; }

    /// <summary>Width of the images, pixels.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the images, pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Where the data set goes.</summary>
    public required string Folder { get; init; }

    /// <summary>What grows in all towns, whatever their seeds say; null: what their seeds say.</summary>
    public Vegetation? Vegetation { get; init; }

    /// <summary>Threads; 0 for all cores. The bytes do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>Key frames of a scene: one every half second, both ends included.</summary>
    public int KeyframesPerScene => (int)Math.Floor(Seconds * 2 + 1e-9) + 1;

    /// <summary>Checks the values.</summary>
    /// <exception cref="GenerationException">A value is out of range; the message says which and what is allowed.</exception>
    public void Check()
    {
        Require(Scenes is >= 1 and <= 100_000, $"The number of scenes must be 1 to 100000; it is {Scenes}.");
        Require(Seconds is >= 0.5 and <= LongestScene, $"A scene must last 0.5 to {LongestScene} seconds; it is {Seconds}.");
        Require(Width is >= SmallestSide and <= LargestSide && Height is >= SmallestSide and <= LargestSide, $"The sides of an image must be {SmallestSide} to {LargestSide} pixels; they are {Width}x{Height}.");
        Require(Threads is >= 0 and <= 1024, $"The number of threads must be 0 (all cores) to 1024; it is {Threads}.");
        Require(Seed <= 1UL << 40, $"The seed must be at most {1UL << 40}; it is {Seed}.");
    }

    private static void Require(bool good, string message)
    {
        if (!good)
        {
            throw new GenerationException(message);
        }
    }
}
