namespace VoxPilot.Driving;

/// <summary>Where an adapter came from.</summary>
public enum AdapterOrigin
{
    /// <summary>It lies in the pack and is loaded with it.</summary>
    Pack,

    /// <summary>A file below the folder of adapters.</summary>
    File,

    /// <summary>A client sent it.</summary>
    Upload,
}
