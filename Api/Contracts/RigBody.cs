namespace VoxPilot.Api.Contracts;

/// <summary>The cameras of a car.</summary>
internal sealed record RigBody
{
    /// <summary>One to eight cameras by name; images are given under the same names. nuScenes' names come in nuScenes' order, others after them as given.</summary>
    public OrderedDictionary<string, CameraBody?>? Cameras { get; init; }
}
