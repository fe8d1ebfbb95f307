namespace VoxPilot.Driving;

/// <summary>The 3D Gaussians that were seen in a scene, in the ego frame; arrays go Gaussian by Gaussian.</summary>
public sealed record SceneGaussians
{
    /// <summary>x, y, z of each, metres.</summary>
    public required float[] Means { get; init; }

    /// <summary>Standard deviations along each one's own axes, metres, 3 each.</summary>
    public required float[] Scales { get; init; }

    /// <summary>Unit quaternions w, x, y, z.</summary>
    public required float[] Rotations { get; init; }

    /// <summary>0…1.</summary>
    public required float[] Opacities { get; init; }

    /// <summary>Red, green, blue, 0…1, without what depends on the side they are seen from.</summary>
    public required float[] Colors { get; init; }

    /// <summary>How many there are.</summary>
    public int Count => Opacities.Length;

    /// <summary>Seed of the scene.</summary>
    public ulong Seed { get; init; }

    /// <summary>The pack that answered.</summary>
    public required PackInfo Pack { get; init; }

    /// <summary>Time by stage.</summary>
    public required StageTimings Timings { get; init; }
}
