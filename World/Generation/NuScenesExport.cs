using VoxPilot.Core;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Generation;

/// <summary>Makes nuScenes' rows of a recorded scene. Map frame = town frame moved so that nothing is negative, as nuScenes' maps have it.</summary>
internal sealed class NuScenesExport
{
    private readonly Recording recording;
    private readonly Rig rig;
    private readonly SceneNames names;
    private readonly int[] moments;

    public NuScenesExport(Recording recording, Rig rig, SceneNames names)
    {
        this.recording = recording;
        this.rig = rig;
        this.names = names;
        moments = [.. recording.Keyframes];
        Map = new(recording.Town);
    }

    /// <summary>The town in the map's frame.</summary>
    public MapFrame Map { get; }

    /// <summary>Token of a key frame.</summary>
    public Token Sample(int keyframe) => (uint)keyframe < (uint)moments.Length ? names.Token($"sample {keyframe}") : Token.None;

    /// <summary>Time of a key frame, microseconds.</summary>
    public long Time(int keyframe) => names.Microseconds(recording.Moments[moments[keyframe]].Time);

    /// <summary>All rows of the scene.</summary>
    /// <param name="boxes">The boxes of each key frame.</param>
    /// <param name="attempts">Drives that were simulated.</param>
    public SceneRows Rows(IReadOnlyList<IReadOnlyList<BoxTruth>> boxes, int attempts)
    {
        (List<SampleAnnotationRow> annotations, List<InstanceRow> instances) = Annotations(boxes);
        return new()
        {
            Scene = new()
            {
                Token = names.Token("scene"),
                LogToken = names.Token("log"),
                NbrSamples = moments.Length,
                FirstSampleToken = Sample(0),
                LastSampleToken = Sample(moments.Length - 1),
                Name = names.Scene,
                Description = SceneDescription.Of(recording),
            },
            Log = new() { Token = names.Token("log"), Logfile = names.Log, Vehicle = names.Log[..8], DateCaptured = "2026-01-01", Location = recording.Town.Name },
            Samples = [.. moments.Select((_, k) => new SampleRow { Token = Sample(k), Timestamp = Time(k), Prev = Sample(k - 1), Next = Sample(k + 1), SceneToken = names.Token("scene") })],
            Data = [.. Channels().SelectMany(channel => moments.Select((_, k) => Data(channel, k)))],
            Poses = [.. Channels().SelectMany(channel => moments.Select((moment, k) => Pose(channel, k, recording.Moments[moment].Ego)))],
            Sensors = [.. rig.Cameras.Select(Sensor), Sensor()],
            Instances = instances,
            Annotations = annotations,
            Commands = [.. moments.Select(moment => recording.Moments[moment].Ego.Command)],
            Attempts = attempts,
            Rejected = attempts - 1,
        };
    }

    private IEnumerable<string> Channels() => rig.Cameras.Select(camera => camera.Name).Append(NuScenesVocabulary.Lidar);

    private Token DataToken(string channel, int keyframe) => (uint)keyframe < (uint)moments.Length ? names.Token($"sample_data {channel} {keyframe}") : Token.None;

    private SampleDataRow Data(string channel, int keyframe)
    {
        Camera? camera = rig.Cameras.FirstOrDefault(camera => camera.Name == channel);
        return new()
        {
            Token = DataToken(channel, keyframe),
            SampleToken = Sample(keyframe),
            EgoPoseToken = names.Token($"ego_pose {channel} {keyframe}"),
            CalibratedSensorToken = names.Token($"calibrated_sensor {channel}"),
            Timestamp = Time(keyframe),
            Fileformat = camera is null ? "pcd" : "jpg",
            IsKeyFrame = true,
            Height = camera?.Height ?? 0,
            Width = camera?.Width ?? 0,
            Filename = SensorFiles.Name(names.Log, channel, Time(keyframe), camera is null ? "pcd.bin" : "jpg"),
            Prev = DataToken(channel, keyframe - 1),
            Next = DataToken(channel, keyframe + 1),
        };
    }

    private EgoPoseRow Pose(string channel, int keyframe, in EgoMotion ego) => new()
    {
        Token = names.Token($"ego_pose {channel} {keyframe}"),
        Timestamp = Time(keyframe),
        Rotation = ego.EgoToTown.Rotation,
        Translation = Map.Of(ego.EgoToTown.Translation),
    };

    private CalibratedSensorRow Sensor(Camera camera) => new()
    {
        Token = names.Token($"calibrated_sensor {camera.Name}"),
        SensorToken = NuScenesVocabulary.SensorToken(camera.Name),
        Translation = camera.SensorToEgo.Translation,
        Rotation = camera.SensorToEgo.Rotation,
        CameraIntrinsic = camera.Intrinsics,
    };

    private CalibratedSensorRow Sensor() => new()
    {
        Token = names.Token($"calibrated_sensor {NuScenesVocabulary.Lidar}"),
        SensorToken = NuScenesVocabulary.SensorToken(NuScenesVocabulary.Lidar),
        Translation = NuScenesRig.LidarToEgo.Translation,
        Rotation = NuScenesRig.LidarToEgo.Rotation,
        CameraIntrinsic = null,
    };

    private (List<SampleAnnotationRow> Annotations, List<InstanceRow> Instances) Annotations(IReadOnlyList<IReadOnlyList<BoxTruth>> boxes)
    {
        // Key frames that show each agent, in order: the chain of its annotations.
        SortedDictionary<int, List<(int Keyframe, BoxTruth Box)>> shown = [];
        for (int k = 0; k < boxes.Count; k++)
        {
            foreach (BoxTruth box in boxes[k])
            {
                (shown.TryGetValue(box.Agent, out List<(int, BoxTruth)>? list) ? list : shown[box.Agent] = []).Add((k, box));
            }
        }
        List<SampleAnnotationRow> annotations = [];
        List<InstanceRow> instances = [];
        foreach ((int agent, List<(int Keyframe, BoxTruth Box)> chain) in shown)
        {
            Token At(int i) => (uint)i < (uint)chain.Count ? names.Token($"sample_annotation {agent} {chain[i].Keyframe}") : Token.None;
            for (int i = 0; i < chain.Count; i++)
            {
                annotations.Add(Annotation(chain[i].Box, Sample(chain[i].Keyframe), names.Token($"instance {agent}"), At(i - 1), At(i), At(i + 1)));
            }
            instances.Add(new()
            {
                Token = names.Token($"instance {agent}"),
                CategoryToken = NuScenesVocabulary.CategoryToken(recording.Agents[agent].Kind.Category()),
                NbrAnnotations = chain.Count,
                FirstAnnotationToken = At(0),
                LastAnnotationToken = At(chain.Count - 1),
            });
        }
        return (annotations, instances);
    }

    private SampleAnnotationRow Annotation(BoxTruth box, Token sample, Token instance, Token before, Token here, Token after) => new()
    {
        Token = here,
        SampleToken = sample,
        InstanceToken = instance,
        VisibilityToken = box.VisibilityLevel.ToString(),
        AttributeTokens = Attribute(box) is { } name ? [NuScenesVocabulary.AttributeToken(name)] : [],
        Translation = Map.Of(box.Centre),
        Size = new(box.Model.Size.Y, box.Model.Size.X, box.Model.Size.Z),
        Rotation = EgoVehicle.Turned(box.State.Yaw),
        Prev = before,
        Next = after,
        NumLidarPts = box.LidarPoints,
        NumRadarPts = 0,
    };

    private static string? Attribute(BoxTruth box) => box.Model.Kind switch
    {
        AgentKind kind when kind.IsCycle() => box.Model.Ridden ? "cycle.with_rider" : "cycle.without_rider",
        AgentKind kind when kind.IsVehicle() => box.State.Activity switch
        {
            Activity.Standing => "vehicle.parked",
            _ => Math.Abs(box.State.Speed) > 0.2 ? "vehicle.moving" : "vehicle.stopped",
        },
        AgentKind kind when kind.IsPerson() => Math.Abs(box.State.Speed) > 0.2 ? "pedestrian.moving" : "pedestrian.standing",
        _ => null,
    };
}
