using System.Runtime.InteropServices;

namespace VoxPilot.Core.Metrics;

/// <summary>How many of the things that were looked at are so, kept by scene: a number beside a rate, which says how much the rate rests on.</summary>
public sealed class SceneCount : ISceneMeasure
{
    private readonly List<int> scenes = [];

    /// <inheritdoc/>
    public int Scenes => scenes.Count;

    /// <summary>How many things were looked at.</summary>
    public long Count { get; private set; }

    /// <summary>Looks at a thing.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="holds">Whether it is so.</param>
    public void Add(int scene, bool holds)
    {
        Reach(scene);
        CollectionsMarshal.AsSpan(scenes)[scene] += holds ? 1 : 0;
        Count++;
    }

    /// <summary>Makes room for a scene that may add nothing: it is drawn by the bootstrap all the same.</summary>
    public void Reach(int scene)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scene);
        while (scenes.Count <= scene)
        {
            scenes.Add(0);
        }
    }

    /// <inheritdoc/>
    public double Value(ReadOnlySpan<int> weights)
    {
        long sum = 0;
        for (int s = 0; s < scenes.Count; s++)
        {
            sum += (long)weights[s] * scenes[s];
        }
        return sum;
    }
}
