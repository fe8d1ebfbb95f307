namespace VoxPilot.Llm;

/// <summary>A LoRA as data, with PEFT's terms.</summary>
public sealed record LoraConfig
{
    /// <summary>All projections of a Llama's blocks.</summary>
    public static readonly IReadOnlyList<string> AllProjections = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

    /// <summary>r: rank of the update.</summary>
    public required int Rank { get; init; }

    /// <summary>α: the update counts α / r.</summary>
    public required double Alpha { get; init; }

    /// <summary>Dropout of its input in training.</summary>
    public double Dropout { get; init; }

    /// <summary>Projections that it stands beside, by the last part of their names.</summary>
    public IReadOnlyList<string> Targets { get; init; } = AllProjections;

    /// <summary>α / r.</summary>
    public double Scale => Alpha / Rank;

    /// <summary>SparseOccVLA's: r 128, α 16 on the attention's four projections (spec/sparseoccvla.md §6.1).</summary>
    public static LoraConfig Paper() => new() { Rank = 128, Alpha = 16, Dropout = 0.05, Targets = ["q_proj", "k_proj", "v_proj", "o_proj"] };

    /// <summary>Nano's: a base of 6 M weights leaves little to an update of low rank.</summary>
    public static LoraConfig Nano() => new() { Rank = 64, Alpha = 64 };

    /// <summary>Throws <see cref="ArgumentException"/> where it makes no LoRA.</summary>
    public void Validate()
    {
        if (Rank < 1 || !double.IsFinite(Alpha) || Dropout is not (>= 0 and < 1))
        {
            throw new ArgumentException($"A LoRA needs a rank of at least 1, a finite alpha and a dropout of 0 or more and less than 1; {Rank}, {Alpha} and {Dropout} were given.");
        }

        if (Targets.Count == 0 || Targets.Except(AllProjections).FirstOrDefault() is { } foreign && foreign != null)
        {
            throw new ArgumentException($"A LoRA stands beside some of {string.Join(", ", AllProjections)}; {(Targets.Count == 0 ? "none was" : string.Join(", ", Targets) + " were")} given.");
        }
    }
}
