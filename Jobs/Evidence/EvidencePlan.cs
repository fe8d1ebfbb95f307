using VoxPilot.Driving;
using VoxPilot.Jobs.Evaluation;

namespace VoxPilot.Jobs.Evidence;

/// <summary>A table as data: which models are trained, how, and what of them is compared.</summary>
public sealed record EvidencePlan
{
    /// <summary>Its name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in a sentence.</summary>
    public required string About { get; init; }

    /// <summary>Architecture of the networks of random weights that runs start from.</summary>
    public required DrivingModelConfig Architecture { get; init; }

    /// <summary>The runs; one stands behind those that it needs.</summary>
    public required IReadOnlyList<EvidenceRun> Runs { get; init; }

    /// <summary>The rows; one stands behind the one that it is compared with.</summary>
    public required IReadOnlyList<EvidenceRow> Rows { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<EvidenceFigure> Figures { get; init; }

    /// <summary>What is measured.</summary>
    public required IReadOnlyList<EvaluationTask> Tasks { get; init; }

    /// <summary>How many seeds, each with all of the rows.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>The run of a name.</summary>
    public EvidenceRun Run(string name) => Runs.First(run => run.Name == name);
}
