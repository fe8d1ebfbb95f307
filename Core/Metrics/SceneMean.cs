using System.Runtime.InteropServices;

namespace VoxPilot.Core.Metrics;

/// <summary>A weighted mean over everything that was added, kept by scene: Σ w·v / Σ w.</summary>
public sealed class SceneMean : ISceneMeasure
{
    private readonly List<(double Sum, double Weight)> scenes = [];

    /// <inheritdoc/>
    public int Scenes => scenes.Count;

    /// <inheritdoc/>
    public long Count { get; private set; }

    /// <summary>Adds a value.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="value">The value.</param>
    /// <param name="weight">How much it counts.</param>
    public void Add(int scene, double value, double weight = 1)
    {
        Reach(scene);
        ref (double Sum, double Weight) at = ref CollectionsMarshal.AsSpan(scenes)[scene];
        at = (at.Sum + weight * value, at.Weight + weight);
        Count++;
    }

    /// <summary>Makes room for a scene that may add nothing: it is drawn by the bootstrap all the same.</summary>
    public void Reach(int scene)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scene);
        while (scenes.Count <= scene)
        {
            scenes.Add((0, 0));
        }
    }

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<int> weights)
    {
        double sum = 0, weight = 0;
        for (int s = 0; s < scenes.Count; s++)
        {
            sum += weights[s] * scenes[s].Sum;
            weight += weights[s] * scenes[s].Weight;
        }
        return sum / weight;
    }
}
