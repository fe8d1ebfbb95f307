using System.Text;

using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>Makes the index from the tables, each read once and row by row.</summary>
internal sealed class NuScenesIndexBuilder
{
    private readonly string tables;
    private readonly string version;

    private NuScenesIndexBuilder(string tables) => (this.tables, version) = (tables, Path.GetFileName(tables));

    /// <summary>Reads a folder of tables.</summary>
    /// <exception cref="DatasetException">A table is absent or damaged, or names a row that is not there.</exception>
    public static NuScenesIndex Build(string tables) => new NuScenesIndexBuilder(tables).Build();

    private NuScenesIndex Build()
    {
        Dictionary<Token, SensorRow> sensors = Read<SensorRow>().ToDictionary(row => row.Token);
        List<CalibratedSensorRow> mounted = [.. Read<CalibratedSensorRow>()];
        string[] present = [.. mounted.Select(row => Get(sensors, row.SensorToken, row.Token)).Where(row => row.Modality == "camera").Select(row => row.Channel).Distinct()];
        string[] cameras = [.. Rig.NuScenesNames.Where(present.Contains), .. present.Except(Rig.NuScenesNames).Order(StringComparer.Ordinal)];
        Dictionary<Token, (int Mount, int Channel)> mounts = [];
        for (int i = 0; i < mounted.Count; i++)
        {
            SensorRow sensor = sensors[mounted[i].SensorToken];
            int channel = sensor.Channel == NuScenesVocabulary.Lidar ? 0 : Array.IndexOf(cameras, sensor.Channel) is >= 0 and int camera ? camera + 1 : NuScenesIndex.None;
            mounts[mounted[i].Token] = (i, channel);
        }

        Dictionary<Token, string> locations = Read<LogRow>().ToDictionary(row => row.Token, row => row.Location);
        List<SceneRow> scenes = [.. Read<SceneRow>()];
        (IndexScene[] indexScenes, IndexSample[] samples, Dictionary<Token, int> sampleOf) = ReadSamples(scenes);
        (int[] files, IndexData[] data, byte[] names) = ReadData(mounts, cameras.Length + 1, sampleOf);

        List<CategoryRow> categories = [.. Read<CategoryRow>()];
        List<AttributeRow> attributes = [.. Read<AttributeRow>()];
        return new()
        {
            Cameras = cameras,
            Categories = [.. categories.Select(row => row.Name)],
            Attributes = [.. attributes.Select(row => row.Name)],
            SceneNames = [.. scenes.Select(row => row.Name)],
            Locations = [.. scenes.Select(row => Get(locations, row.LogToken, row.Token))],
            Scenes = indexScenes,
            Annotations = ReadAnnotations(Numbered(categories.Select(row => row.Token)), Numbered(attributes.Select(row => row.Token)), samples, sampleOf),
            Samples = samples,
            Files = files,
            Data = data,
            Mounts = [.. mounted.Select(row => new IndexMount(new(row.Rotation, row.Translation), row.CameraIntrinsic ?? Matrix3.Identity))],
            FileNames = names,
        };
    }

    private (IndexScene[] Scenes, IndexSample[] Samples, Dictionary<Token, int> SampleOf) ReadSamples(List<SceneRow> scenes)
    {
        Dictionary<Token, int> sceneOf = Numbered(scenes.Select(row => row.Token));
        Dictionary<Token, Command> commands = RouteCommands.Read(Path.Combine(tables, RouteCommands.FileName));
        IndexSample[] samples =
        [
            .. Read<SampleRow>()
                .Select(row => new IndexSample(row.Token, row.Timestamp, Get(sceneOf, row.SceneToken, row.Token), 0, 0, commands.TryGetValue(row.Token, out Command command) ? (int)command : NuScenesIndex.None))
                .OrderBy(sample => sample.Scene).ThenBy(sample => sample.Timestamp),
        ];
        IndexScene[] indexScenes = [.. scenes.Select(row => new IndexScene(row.Token, 0, 0))];
        Dictionary<Token, int> sampleOf = new(samples.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            int scene = samples[i].Scene;
            indexScenes[scene] = indexScenes[scene].Count == 0 ? new(indexScenes[scene].Token, i, 1) : indexScenes[scene] with { Count = indexScenes[scene].Count + 1 };
            sampleOf[samples[i].Token] = i;
        }
        return (indexScenes, samples, sampleOf);
    }

    // Only key frames' files of the LiDAR and the cameras are kept: a fourteenth of nuScenes' rows; and of the poses only theirs.
    private (int[] Files, IndexData[] Data, byte[] Names) ReadData(Dictionary<Token, (int Mount, int Channel)> mounts, int channels, Dictionary<Token, int> sampleOf)
    {
        int[] files = new int[sampleOf.Count * channels];
        Array.Fill(files, NuScenesIndex.None);
        List<IndexData> data = [];
        List<Token> posesOf = [];
        HashSet<Token> needed = [];
        using MemoryStream names = new();
        foreach (SampleDataRow row in Read<SampleDataRow>())
        {
            (int mount, int channel) = Get(mounts, row.CalibratedSensorToken, row.Token);
            if (row.IsKeyFrame && channel != NuScenesIndex.None)
            {
                files[Get(sampleOf, row.SampleToken, row.Token) * channels + channel] = data.Count;
                byte[] name = Encoding.UTF8.GetBytes(row.Filename);
                data.Add(new(row.Timestamp, mount, Pose.Identity, row.Width, row.Height, (int)names.Length, name.Length));
                names.Write(name);
                posesOf.Add(row.EgoPoseToken);
                needed.Add(row.EgoPoseToken);
            }
        }
        Dictionary<Token, Pose> poses = new(needed.Count);
        foreach (EgoPoseRow row in Read<EgoPoseRow>())
        {
            if (needed.Contains(row.Token))
            {
                poses[row.Token] = new(row.Rotation, row.Translation);
            }
        }
        IndexData[] placed = [.. data.Select((entry, i) => entry with { Ego = Get(poses, posesOf[i], posesOf[i]) })];
        return (files, placed, names.ToArray());
    }

    private IndexAnnotation[] ReadAnnotations(Dictionary<Token, int> categoryOf, Dictionary<Token, int> attributeOf, IndexSample[] samples, Dictionary<Token, int> sampleOf)
    {
        Dictionary<Token, int> kindOf = Read<InstanceRow>().ToDictionary(row => row.Token, row => Get(categoryOf, row.CategoryToken, row.Token));
        List<IndexAnnotation> rows = [];
        List<(int Sample, Token Previous, Token Next)> links = [];
        foreach (SampleAnnotationRow row in Read<SampleAnnotationRow>())
        {
            short attribute = row.AttributeTokens.Count == 0 ? (short)NuScenesIndex.None : (short)Get(attributeOf, row.AttributeTokens[0], row.Token);
            int visibility = int.TryParse(row.VisibilityToken, out int level) ? level : 0;
            rows.Add(new(
                row.Token, row.InstanceToken, new(row.Rotation, row.Translation), row.Size, Vector3D.Zero,
                (short)Get(kindOf, row.InstanceToken, row.Token), attribute, visibility, row.NumLidarPts, row.NumRadarPts));
            links.Add((Get(sampleOf, row.SampleToken, row.Token), row.Prev, row.Next));
        }

        Dictionary<Token, int> rowOf = new(rows.Count);
        for (int i = 0; i < rows.Count; i++)
        {
            rowOf[rows[i].Token] = i;
            int sample = links[i].Sample;
            samples[sample] = samples[sample] with { Annotations = samples[sample].Annotations + 1 };
        }
        int[] place = new int[samples.Length]; // where the next annotation of a sample goes
        for (int i = 0, first = 0; i < samples.Length; first += samples[i++].Annotations)
        {
            samples[i] = samples[i] with { FirstAnnotation = first };
            place[i] = first;
        }

        BoxVelocity.Place At(int row) => new(rows[row].Pose.Translation, samples[links[row].Sample].Timestamp);
        BoxVelocity.Place? Neighbour(Token token, Token from) => token.IsNone ? null : At(Get(rowOf, token, from));
        IndexAnnotation[] sorted = new IndexAnnotation[rows.Count];
        for (int i = 0; i < rows.Count; i++)
        {
            sorted[place[links[i].Sample]++] = rows[i] with { Velocity = BoxVelocity.Of(At(i), Neighbour(links[i].Previous, rows[i].Token), Neighbour(links[i].Next, rows[i].Token)) };
        }
        return sorted;
    }

    private IEnumerable<TRow> Read<TRow>() where TRow : class => TableFileReader<TRow>.ReadAll(tables);

    private TValue Get<TValue>(Dictionary<Token, TValue> rows, Token token, Token from) =>
        rows.TryGetValue(token, out TValue? value)
            ? value
            : throw new DatasetException($"{version}: row {from} names the token '{token}', which is in no row of its table; 'data check' lists all such rows.", version);

    private static Dictionary<Token, int> Numbered(IEnumerable<Token> tokens)
    {
        Dictionary<Token, int> numbers = [];
        foreach (Token token in tokens)
        {
            numbers[token] = numbers.Count;
        }
        return numbers;
    }
}
