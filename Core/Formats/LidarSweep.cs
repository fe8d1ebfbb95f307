using System.Runtime.InteropServices;

using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats;

/// <summary>One turn of nuScenes' LiDAR (<c>.pcd.bin</c>): float32 x, y, z, intensity, ring for each point, in the LiDAR frame (x right, y forward, z up, metres).</summary>
public sealed class LidarSweep
{
    /// <summary>Numbers of a point.</summary>
    public const int Fields = 5;

    private readonly float[] values;

    private LidarSweep(float[] values) => this.values = values;

    /// <summary>Number of points.</summary>
    public int Count => values.Length / Fields;

    /// <summary>All numbers, point after point: (N, 5).</summary>
    public ReadOnlySpan<float> Values => values;

    /// <summary>A sweep of the given numbers, which are not copied.</summary>
    /// <param name="values">x, y, z, intensity, ring, point after point.</param>
    /// <exception cref="ArgumentException">Their count is not a multiple of five.</exception>
    public static LidarSweep Of(float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Length % Fields == 0
            ? new(values)
            : throw new ArgumentException($"Points have {Fields} numbers (x, y, z, intensity, ring); {values.Length} numbers are not a whole number of points.", nameof(values));
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">Its length is not a multiple of 20 bytes.</exception>
    public static LidarSweep Read(string path) => Read(File.ReadAllBytes(path), Path.GetFileName(path));

    /// <summary>Reads a file's bytes; <paramref name="name"/> is what it is called in messages.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static LidarSweep Read(ReadOnlySpan<byte> bytes, string name)
    {
        const int PointBytes = Fields * sizeof(float);
        return bytes.Length % PointBytes == 0
            ? new(MemoryMarshal.Cast<byte, float>(bytes).ToArray())
            : throw new InvalidDataException($"{name}: {bytes.Length} bytes are not a whole number of points of {PointBytes} bytes (float32 x, y, z, intensity, ring).");
    }

    /// <summary>Writes a file as nuScenes has it.</summary>
    public void Write(string path) => File.WriteAllBytes(path, MemoryMarshal.AsBytes(values.AsSpan()));

    /// <summary>Position of a point in the LiDAR frame.</summary>
    public Vector3D Point(int index) => new(values[Fields * index], values[Fields * index + 1], values[Fields * index + 2]);

    /// <summary>Strength of the return, 0…255.</summary>
    public float Intensity(int index) => values[Fields * index + 3];

    /// <summary>Which of the 32 beams, from below.</summary>
    public int Ring(int index) => (int)values[Fields * index + 4];
}
