using System.Text.Json;
using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.World.Generation;

/// <summary>
/// The state of a data set that is being made: what was asked for and which scenes are whole, below <c>.generation</c> in its folder, which
/// goes when all is done. Files appear whole or not at all, so a run that was stopped anywhere can be continued.
/// </summary>
internal sealed class GenerationFolder
{
    private const string StateFolder = ".generation", RequestFile = "request.json", ProvenanceFile = "world.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    private readonly string root;
    private readonly string state;
    private readonly Provenance request;

    private GenerationFolder(GenerationOptions options)
    {
        root = Path.GetFullPath(options.Folder);
        state = Path.Combine(root, StateFolder);
        request = new(Provenance.Generator, Provenance.CurrentVersion, options.Seed, options.Scenes, options.Seconds, options.Width, options.Height, options.Vegetation?.ToString());
    }

    /// <summary>True if the data set is whole.</summary>
    public bool Complete { get; private init; }

    /// <summary>The data set's folder.</summary>
    public string Root => root;

    /// <summary>Takes a folder: an empty one, one that a stopped run of the same request left, or one where the request is already fulfilled.</summary>
    /// <exception cref="GenerationException">The folder holds something else.</exception>
    public static GenerationFolder Open(GenerationOptions options)
    {
        GenerationFolder folder = new(options);
        string provenance = Path.Combine(folder.root, ProvenanceFile), begun = Path.Combine(folder.state, RequestFile);
        bool whole = File.Exists(provenance);
        if (whole || File.Exists(begun))
        {
            Provenance other = Read(whole ? provenance : begun);
            return other == folder.request
                ? new(options) { Complete = whole }
                : throw new GenerationException($"{folder.root} holds another world ({other}); asked for is {folder.request}. Name another folder, or remove that one.");
        }
        if (Directory.Exists(folder.root) && Directory.EnumerateFileSystemEntries(folder.root).Any())
        {
            throw new GenerationException($"{folder.root} holds something that is no world of this program; name an empty or a new folder.");
        }
        Directory.CreateDirectory(folder.state);
        Write(begun, JsonSerializer.SerializeToUtf8Bytes(folder.request, Json));
        return folder;
    }

    /// <summary>The rows of a scene that is whole, or null.</summary>
    public SceneRows? Rows(int scene) => File.Exists(SceneFile(scene)) ? JsonSerializer.Deserialize<SceneRows>(File.ReadAllBytes(SceneFile(scene)), RowJson.Options) : null;

    /// <summary>True if the scene is whole.</summary>
    public bool Has(int scene) => File.Exists(SceneFile(scene));

    /// <summary>The mask of the map of a scene that is whole.</summary>
    public byte[] Map(int scene) => File.ReadAllBytes(MapFile(scene));

    /// <summary>Keeps the rows of a scene and the mask of its map; from then on it is whole.</summary>
    public void Keep(int scene, SceneRows rows, byte[] map)
    {
        Write(MapFile(scene), map);
        Write(SceneFile(scene), JsonSerializer.SerializeToUtf8Bytes(rows, RowJson.Options));
    }

    /// <summary>Writes where the data come from and removes the state.</summary>
    public void End()
    {
        Write(Path.Combine(root, ProvenanceFile), JsonSerializer.SerializeToUtf8Bytes(request, Json));
        Directory.Delete(state, recursive: true);
    }

    private string SceneFile(int scene) => Path.Combine(state, $"scene-{scene:000000}.json");

    private string MapFile(int scene) => Path.Combine(state, $"scene-{scene:000000}.png");

    private static Provenance Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Provenance>(File.ReadAllBytes(path)) ?? throw new JsonException("it is empty");
        }
        catch (JsonException fault)
        {
            throw new GenerationException($"{path} cannot be read ({fault.Message}); remove the folder, or name another one.");
        }
    }

    private static void Write(string path, byte[] bytes)
    {
        string beside = path + ".part";
        File.WriteAllBytes(beside, bytes);
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>What a data set was made from; also the file <c>world.json</c>.</summary>
    private sealed record Provenance(string By, int Version, ulong Seed, int Scenes, double Seconds, int Width, int Height, string? Vegetation)
    {
        public const string Generator = "voxpilot world generate";

        /// <summary>Rises whenever the same seed gives other bytes.</summary>
        public const int CurrentVersion = 1;

        public override string ToString() => $"seed {Seed}, {Scenes} scenes of {Seconds} s, images {Width}x{Height}, version {Version}{(Vegetation is null ? "" : $", plants {Vegetation}")}";
    }
}
