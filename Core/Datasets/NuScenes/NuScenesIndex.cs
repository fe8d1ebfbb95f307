using System.Text;

namespace VoxPilot.Core.Datasets.NuScenes;

/// <summary>What is needed of the tables to read key frames: arrays of structs, saved and loaded as they are.</summary>
internal sealed record NuScenesIndex
{
    /// <summary>Stands in <see cref="Files"/> where a key frame has no file of a sensor.</summary>
    public const int None = -1;

    public required string[] Cameras { get; init; }

    public required string[] Categories { get; init; }

    public required string[] Attributes { get; init; }

    public required string[] SceneNames { get; init; }

    public required string[] Locations { get; init; }

    public required IndexScene[] Scenes { get; init; }

    public required IndexSample[] Samples { get; init; }

    /// <summary>For each sample the index in <see cref="Data"/> of the LiDAR's file, then of each camera's.</summary>
    public required int[] Files { get; init; }

    public required IndexData[] Data { get; init; }

    public required IndexMount[] Mounts { get; init; }

    public required IndexAnnotation[] Annotations { get; init; }

    public required byte[] FileNames { get; init; }

    public int LidarOf(int sample) => Files[sample * (Cameras.Length + 1)];

    public int CameraOf(int sample, int camera) => Files[sample * (Cameras.Length + 1) + 1 + camera];

    public string FileName(in IndexData data) => Encoding.UTF8.GetString(FileNames, data.NameStart, data.NameLength);
}
