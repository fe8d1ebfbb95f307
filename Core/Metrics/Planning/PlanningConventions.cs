namespace VoxPilot.Core.Metrics.Planning;

/// <summary>All ways of scoring plans, each empty and ready for key frames.</summary>
public static class PlanningConventions
{
    /// <summary>The field's five and VoxPilot's own, in the order in which a report shows them: first the one of SparseOccVLA's own table (spec §10.4).</summary>
    public static IReadOnlyList<IPlanningConvention> All() =>
        [new OmniDrivePlanning(), new VadPlanning(), new UniAdPlanning(), new AdMlpPlanning(), new SparseDrivePlanning(), new VoxPilotPlanning()];
}
