namespace VoxPilot.Core.Metrics.Planning;

/// <summary>
/// One way of scoring plans, kept by scene. Conventions differ in which key frames count, in L2's average, in what a collision is (spec §10.4):
/// figures of two conventions are never compared. One accumulator belongs to one thread.
/// </summary>
public interface IPlanningConvention
{
    /// <summary>Identifier, part of the rows' identifiers (uniad, vad, ad-mlp, omnidrive, sparsedrive, voxpilot).</summary>
    string Id { get; }

    /// <summary>By whose rules, for a reader.</summary>
    string Title { get; }

    /// <summary>Which key frames count, for a reader.</summary>
    string Population { get; }

    /// <summary>The figures, in the order in which they are read. A row whose measure counts nothing is absent, not zero.</summary>
    IReadOnlyList<PlanningRow> Rows { get; }

    /// <summary>Whether a key frame belongs to the population.</summary>
    bool Counts(PlanningCase one);

    /// <summary>Adds a key frame; one that does not count only makes its scene known.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="one">The key frame.</param>
    void Add(int scene, PlanningCase one);
}
