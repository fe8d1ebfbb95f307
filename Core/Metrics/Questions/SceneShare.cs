namespace VoxPilot.Core.Metrics;

/// <summary>A share in percent, counted by scene.</summary>
internal sealed class SceneShare
{
    private readonly List<(int Hits, int All)> scenes = [];

    /// <summary>With nothing counted yet.</summary>
    public SceneShare() => Measure = new SceneFormula(() => scenes.Count, () => scenes.Sum(s => (long)s.All), Value);

    /// <summary>The share.</summary>
    public ISceneMeasure Measure { get; }

    /// <summary>Counts one.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="hit">Whether it belongs to the share.</param>
    public void Add(int scene, bool hit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scene);
        while (scenes.Count <= scene)
        {
            scenes.Add((0, 0));
        }
        (int hits, int all) = scenes[scene];
        scenes[scene] = (hits + (hit ? 1 : 0), all + 1);
    }

    private double Value(ReadOnlySpan<int> weights)
    {
        double hits = 0, all = 0;
        for (int s = 0; s < scenes.Count; s++)
        {
            hits += (double)weights[s] * scenes[s].Hits;
            all += (double)weights[s] * scenes[s].All;
        }
        return 100 * hits / all;
    }
}
