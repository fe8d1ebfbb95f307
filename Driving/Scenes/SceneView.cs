using VoxPilot.Core;
using VoxPilot.Llm;

namespace VoxPilot.Driving;

/// <summary>
/// Queries, with the language model's prefix over them once it is needed: all that answers, plans and forecasts see of a scene. A scene has one;
/// a what-if makes another one of fewer queries for the time of one request. What several requests share is kept here.
/// </summary>
/// <param name="queries">The queries; they belong to the view.</param>
/// <param name="facts">What is known besides the images.</param>
internal sealed class SceneView(SceneQueries queries, SceneFacts facts) : IDisposable
{
    /// <summary>Forecasts kept for a scene.</summary>
    public const int MaximumForecasts = 4;

    private long bytes;

    /// <summary>The queries.</summary>
    public SceneQueries Queries { get; } = queries;

    /// <summary>System sentence and scene tokens in the language model, with the hidden states at T_o, once it has been made; it belongs to the view.</summary>
    public LanguagePrefix? Prefix { get; set; }

    /// <summary>The same without hidden states, with adapters beside the language model: for answers alone.</summary>
    public AdaptedPrefixes Adapted { get; } = new();

    /// <summary>What is known besides the images.</summary>
    public SceneFacts Facts { get; } = facts;

    /// <summary>Held while something below is looked up or made, so that requests at the same time make it once.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Occupancy of now, once it has been made.</summary>
    public SparseOccupancy? Now { get; set; }

    /// <summary>The prepared images, kept where the model sees Gaussians, until it has seen them; null otherwise.</summary>
    public PreparedFrame? Frame { get; set; }

    /// <summary>The cameras, with the size of the images that came; of the scene itself, not of a what-if.</summary>
    public Rig? Rig { get; set; }

    /// <summary>The Gaussians, once they have been asked for.</summary>
    public SeenGaussians? Gaussians { get; set; }

    /// <summary>T_g (12, D), by whether the ego state is ignored.</summary>
    public Dictionary<bool, float[]> GlobalTokens { get; } = [];

    /// <summary>Hidden states of the planning prompt, by whether the ego state is ignored.</summary>
    public Dictionary<bool, PlanPass> Passes { get; } = [];

    /// <summary>The latest forecasts, oldest first.</summary>
    public List<(ForecastKey Key, SceneForecast Forecast)> Forecasts { get; } = [];

    /// <summary>Places of the language model's sequence that occupancy and global tokens take in an answer.</summary>
    public int SceneTokens => Queries.Count + GlobalTokens[false].Length * Queries.Count / Queries.Tokens.Length;

    /// <summary>Memory of everything kept when it was last weighed.</summary>
    public long Bytes => Interlocked.Read(ref bytes) + Adapted.Bytes;

    /// <summary>Counts what is kept. Whoever holds the gate calls it when done; readers of <see cref="Bytes"/> need no gate.</summary>
    public void Weigh() => Interlocked.Exchange(
        ref bytes,
        Queries.Bytes
        + sizeof(float) * ((Prefix?.Hidden.LongLength ?? 0) + GlobalTokens.Values.Sum(g => g.LongLength) + Passes.Values.Sum(p => p.Plan.LongLength + p.Global.LongLength))
        + sizeof(float) * (Frame?.Pixels.LongLength ?? 0) + (Gaussians?.Bytes ?? 0) + (Now?.Bytes ?? 0) + Forecasts.Sum(f => f.Forecast.Frames.Sum(frame => frame.Occupancy.Bytes)));

    /// <summary>To be called on the device's thread only.</summary>
    public void Dispose()
    {
        Queries.Dispose();
        Gaussians?.Dispose();
        Prefix?.Dispose();
        Adapted.Dispose();
        Gate.Dispose();
    }
}
