namespace VoxPilot.Jobs.Evidence;

/// <summary>A stage of training that rows of a table need; what several rows need is trained once for each seed.</summary>
/// <param name="Name">Its name in the table's plan.</param>
/// <param name="Stage">Name of the stage.</param>
/// <param name="Steps">Steps of its optimiser.</param>
public sealed record EvidenceRun(string Name, string Stage, int Steps)
{
    /// <summary>The run that it starts from; null: networks of random weights.</summary>
    public string? From { get; init; }

    /// <summary>The run whose Gaussians its queries look at; null: none, or those that it starts from.</summary>
    public string? PlugIn { get; init; }

    /// <summary>Share of the key frames that it learns from, evenly spread.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Samples of a batch; null: the stage's.</summary>
    public int? Batch { get; init; }

    /// <summary>What of the stage's config is set otherwise than by its preset: <c>path=value</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
