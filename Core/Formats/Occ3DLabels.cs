namespace VoxPilot.Core.Formats;

/// <summary>Occ3D-nuScenes' <c>labels.npz</c> of one key frame: a label for each voxel and what LiDAR and cameras can see (spec/sparseoccvla.md §2.2).</summary>
/// <param name="Grid">Array <c>semantics</c> (200, 200, 16): labels 0…17 in the ego frame of the key frame.</param>
/// <param name="MaskLidar">Array <c>mask_lidar</c> of the same shape: 1 where a LiDAR ray passed; null if the file has none.</param>
/// <param name="MaskCamera">Array <c>mask_camera</c> of the same shape: 1 where a camera sees; null if the file has none.</param>
public sealed record Occ3DLabels(OccupancyGrid Grid, byte[]? MaskLidar, byte[]? MaskCamera)
{
    private const string Semantics = "semantics";
    private const string Lidar = "mask_lidar";
    private const string Camera = "mask_camera";

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">An array is absent, or its shape or its values are wrong.</exception>
    public static Occ3DLabels Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, Path.GetFileName(path));
    }

    /// <summary>Reads a seekable stream; <paramref name="name"/> is what it is called in messages.</summary>
    /// <inheritdoc cref="Read(string)"/>
    public static Occ3DLabels Read(Stream stream, string name)
    {
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(stream, name, maximumBytes: 64 << 20);
        byte[] labels = Bytes(arrays, Semantics, name, highest: (byte)OccupancyClass.Free)
            ?? throw new InvalidDataException($"{name}: the array {Semantics} is absent.");
        return new(new(GridSpec.Occ3D, labels), Bytes(arrays, Lidar, name, highest: 1), Bytes(arrays, Camera, name, highest: 1));
    }

    /// <summary>Writes the file as Occ3D has it.</summary>
    public void Write(Stream stream)
    {
        int[] shape = [Grid.Spec.SizeX, Grid.Spec.SizeY, Grid.Spec.SizeZ];
        List<KeyValuePair<string, NpyArray>> arrays = [new(Semantics, NpyArray.Of(Grid.Labels.ToArray(), shape))];
        if (MaskLidar is not null)
        {
            arrays.Add(new(Lidar, NpyArray.Of(MaskLidar, shape)));
        }
        if (MaskCamera is not null)
        {
            arrays.Add(new(Camera, NpyArray.Of(MaskCamera, shape)));
        }
        NpzFile.Write(stream, arrays);
    }

    private static byte[]? Bytes(IReadOnlyDictionary<string, NpyArray> arrays, string key, string name, byte highest)
    {
        if (!arrays.TryGetValue(key, out NpyArray? array))
        {
            return null;
        }
        GridSpec spec = GridSpec.Occ3D;
        if (!array.Shape.AsSpan().SequenceEqual([spec.SizeX, spec.SizeY, spec.SizeZ]))
        {
            throw new InvalidDataException($"{name}: {key} has shape ({string.Join(", ", array.Shape)}); ({spec.SizeX}, {spec.SizeY}, {spec.SizeZ}) was expected.");
        }
        byte[] values = array.Type switch
        {
            NpyType.UInt8 => array.As<byte>(),
            NpyType.Bool => Array.ConvertAll(array.As<bool>(), seen => seen ? (byte)1 : (byte)0),
            _ => throw new InvalidDataException($"{name}: {key} holds {array.Type} elements; UInt8 was expected."),
        };
        int wrong = values.AsSpan().IndexOfAnyExceptInRange((byte)0, highest);
        return wrong < 0 ? values : throw new InvalidDataException($"{name}: {key} holds the value {values[wrong]}; at most {highest} is allowed.");
    }
}
