namespace VoxPilot.Core.Formats;

/// <summary>
/// Depth and class of every pixel of a key frame's cameras, a file of this project's own: <c>dense/SCENE/TOKEN.npz</c> with <c>depth</c>
/// (N, H, W) uint16, centimetres along the optical axis at the middle of each pixel, 0 for the sky and beyond 655 m, and <c>classes</c>
/// (N, H, W) uint8, labels 0…16, 17 for the sky. N cameras in the order of <see cref="Rig.NuScenesNames"/>.
/// </summary>
/// <param name="Cameras">N.</param>
/// <param name="Height">H, pixels.</param>
/// <param name="Width">W, pixels.</param>
/// <param name="Centimetres">Depths, N · H · W.</param>
/// <param name="Classes">Labels, N · H · W.</param>
public sealed record DenseViews(int Cameras, int Height, int Width, ushort[] Centimetres, byte[] Classes)
{
    private const string DepthName = "depth", ClassName = "classes";

    /// <summary>Metres as the file keeps them.</summary>
    public static ushort ToCentimetres(float metres) => metres is > 0 and < 655.355f ? (ushort)(metres * 100 + 0.5f) : (ushort)0;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">An array is absent, or its shape, type or values are wrong.</exception>
    public static DenseViews Read(string path)
    {
        string name = Path.GetFileName(path);
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(path);
        NpyArray depth = Array(arrays, DepthName, NpyType.UInt16, name), classes = Array(arrays, ClassName, NpyType.UInt8, name);
        if (depth.Shape.Length != 3 || !depth.Shape.AsSpan().SequenceEqual(classes.Shape))
        {
            throw new InvalidDataException($"{name}: {DepthName} and {ClassName} must have one shape (cameras, height, width); they have ({string.Join(", ", depth.Shape)}) and ({string.Join(", ", classes.Shape)}).");
        }
        byte[] labels = classes.As<byte>();
        return labels.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)OccupancyClass.Free)
            ? throw new InvalidDataException($"{name}: {ClassName} holds a label above {(int)OccupancyClass.Free}.")
            : new(depth.Shape[0], depth.Shape[1], depth.Shape[2], depth.As<ushort>(), labels);
    }

    /// <summary>Writes a file.</summary>
    public void Write(Stream stream)
    {
        int[] shape = [Cameras, Height, Width];
        NpzFile.Write(stream, [new(DepthName, NpyArray.Of(Centimetres, shape)), new(ClassName, NpyArray.Of(Classes, shape))]);
    }

    private static NpyArray Array(IReadOnlyDictionary<string, NpyArray> arrays, string key, NpyType type, string name)
    {
        NpyArray array = arrays.TryGetValue(key, out NpyArray? found) ? found : throw new InvalidDataException($"{name}: the array {key} is absent.");
        return array.Type == type ? array : throw new InvalidDataException($"{name}: {key} holds {array.Type} elements; {type} was expected.");
    }
}
