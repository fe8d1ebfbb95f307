using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>
/// Predicted occupancy in Occ3D's layout: <c>occupancy/SCENE/TOKEN/labels.npz</c> with <c>semantics</c> (200, 200, 16) uint8 now and, where it
/// is forecast, <c>semantics_1</c>, <c>semantics_2</c>, <c>semantics_3</c> at 1, 2 and 3 s, each in the ego frame of its instant.
/// </summary>
internal sealed class OccupancyPredictions(string folder)
{
    private const string Name = "occupancy", File = "labels.npz", Semantics = "semantics";

    private readonly string root = Path.Combine(folder, Name);

    /// <summary>Whether there are any.</summary>
    public bool Exist => Directory.Exists(root);

    /// <summary>Whether the first key frame has a forecast.</summary>
    public bool HasForecast(Keyframe keyframe) => Exist && Read(keyframe).Ahead is not null;

    /// <summary>Tokens of all key frames that are there.</summary>
    public IEnumerable<string> Tokens => Directory.EnumerateFiles(root, File, SearchOption.AllDirectories).Select(path => Path.GetFileName(Path.GetDirectoryName(path)!));

    /// <summary>Reads a key frame's.</summary>
    /// <exception cref="EvaluationException">The file is missing or is not such a file; it is named.</exception>
    public (OccupancyGrid Now, IReadOnlyList<OccupancyGrid>? Ahead) Read(Keyframe keyframe)
    {
        string path = PathOf(keyframe);
        IReadOnlyDictionary<string, NpyArray> arrays;
        try
        {
            arrays = NpzFile.Read(path, maximumBytes: 64 << 20);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException)
        {
            throw new EvaluationException($"The occupancy of key frame {keyframe.Token} ({keyframe.Scene}) cannot be read from {path}: {fault.Message}", fault);
        }
        OccupancyGrid now = Grid(arrays, Semantics, path) ?? throw new EvaluationException($"{path}: the array {Semantics} is absent.");
        OccupancyGrid?[] ahead = [.. Enumerable.Range(1, 3).Select(h => Grid(arrays, $"{Semantics}_{h}", path))];
        return (now, ahead.Contains(null) ? null : [.. ahead.OfType<OccupancyGrid>()]);
    }

    /// <summary>Writes a key frame's.</summary>
    public void Write(Keyframe keyframe, OccupancyGrid now, IReadOnlyList<OccupancyGrid>? ahead)
    {
        string path = PathOf(keyframe);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        NpzFile.Write(path, [KeyValuePair.Create(Semantics, Array(now)), .. (ahead ?? []).Select((grid, i) => KeyValuePair.Create($"{Semantics}_{i + 1}", Array(grid)))]);
    }

    private string PathOf(Keyframe keyframe) => Path.Combine(root, keyframe.Scene, keyframe.Token, File);

    private static NpyArray Array(OccupancyGrid grid) => NpyArray.Of(grid.Labels.ToArray(), grid.Spec.SizeX, grid.Spec.SizeY, grid.Spec.SizeZ);

    private static OccupancyGrid? Grid(IReadOnlyDictionary<string, NpyArray> arrays, string name, string path)
    {
        if (!arrays.TryGetValue(name, out NpyArray? array))
        {
            return null;
        }
        GridSpec spec = GridSpec.Occ3D;
        if (array.Type != NpyType.UInt8 || !array.Shape.AsSpan().SequenceEqual([spec.SizeX, spec.SizeY, spec.SizeZ]))
        {
            throw new EvaluationException($"{path}: {name} is {array.Type} of shape ({string.Join(", ", array.Shape)}); UInt8 of shape ({spec.SizeX}, {spec.SizeY}, {spec.SizeZ}) was expected.");
        }
        byte[] labels = array.As<byte>();
        int wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)OccupancyClass.Free);
        return wrong < 0
            ? new(spec, labels)
            : throw new EvaluationException($"{path}: {name} holds class {labels[wrong]}; Occ3D's classes are 0 to 16, and 17 is free.");
    }
}
