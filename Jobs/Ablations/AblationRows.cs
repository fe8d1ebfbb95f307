using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.Llm;

namespace VoxPilot.Jobs.Ablations;

/// <summary>The paper's ablations (spec/sparseoccvla.md §8.5, §11.3) and those that its reading asks for (§5.1, §15), the most telling first.</summary>
public static class AblationRows
{
    private const string Aligned = AlignmentStage.StageName, Seeing = AblationPlan.Occupancy, Pretrained = PretrainStage.StageName;

    /// <summary>The rows beside the base.</summary>
    /// <param name="architecture">The base's architecture; numbers of queries are relative to its own.</param>
    public static IReadOnlyList<AblationRow> All(DrivingModelConfig architecture)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        int queries = architecture.Perception.Encoder.Queries;
        return
        [
            new("no-ego-fusion", "trajectories are not fused with the car's own state: neither ego attention nor the shift of the anchors by it", Aligned) { Architecture = ["planner.ego_fusion=false"] },
            new("no-llm-score", "the language model's state at the plan token does not enter the anchors' scores", Aligned) { Architecture = ["planner.reasoned_score=false"] },
            new("half-queries", $"{queries / 2} queries in place of {queries}", Pretrained) { Architecture = [$"perception.encoder.queries={queries / 2}"] },
            new("double-queries", $"{queries * 2} queries in place of {queries}", Pretrained) { Architecture = [$"perception.encoder.queries={queries * 2}"] },
            new("no-query-residual", "the forecast knows of the queries what came through the language model alone", Aligned) { Architecture = ["perception.forecaster.query_residual=false"] },
            new("no-position-encoding", "scene tokens do not know where their queries are; the rest of the connector goes on from what the base's occupancy stage left", Seeing) { Architecture = ["connector.position_encoding=false"] },
            new("no-distillation", "no teacher of image features", Pretrained) { Settings = Of(AblationPlan.Occupancy, "distillation=0") },
            new("raw-distillation", "the teacher's features are compared without LayerNorms", Pretrained) { Settings = Of(AblationPlan.Occupancy, "normalised_distillation=false") },
            new("causal-prefix", "scene tokens look back only", Seeing) { Architecture = [$"attention={PrefixAttention.Causal}"] },
            new("random-order", "scene tokens in a random order, the same for every scene", Seeing) { Architecture = [$"connector.order={TokenOrder.Random}"] },
            new("space-filling-order", "scene tokens along a space-filling curve", Seeing) { Architecture = [$"connector.order={TokenOrder.SpaceFilling}"] },
            new("anchors-9", "9 anchors in place of 18", Aligned) { Architecture = ["planner.anchors=9"] },
            new("anchors-36", "36 anchors in place of 18", Aligned) { Architecture = ["planner.anchors=36"] },
            new("steps-1", "one denoising step in place of two", Aligned) { Architecture = ["planner.steps=1"] },
            new("steps-4", "four denoising steps in place of two", Aligned) { Architecture = ["planner.steps=4"] },
        ];
    }

    /// <summary>Some of the rows, in their order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="names">Names, separated by commas; null: all.</param>
    /// <exception cref="TrainingException">There is no row of a name.</exception>
    public static IReadOnlyList<AblationRow> Only(IReadOnlyList<AblationRow> rows, string? names)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (names is null)
        {
            return rows;
        }
        string[] wanted = names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return wanted.FirstOrDefault(name => rows.All(row => row.Name != name)) is { } stranger
            ? throw new TrainingException($"There is no ablation '{stranger}'; there are {string.Join(", ", rows.Select(row => row.Name))}.")
            : [.. rows.Where(row => wanted.Contains(row.Name))];
    }

    private static Dictionary<string, IReadOnlyList<string>> Of(string stage, params string[] settings) => new() { [stage] = settings };
}
