using VoxPilot.Core;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Training;

/// <summary>Where planner and forecaster get the states from that the language model is to think up for them.</summary>
internal interface IPlanningReasoning
{
    /// <summary>States of scenes.</summary>
    /// <param name="examples">Which key frames.</param>
    /// <param name="queries">What is seen of them, perhaps varied.</param>
    /// <param name="egos">The car's state in each; null where it is unknown or withheld.</param>
    PlanningStates Think(IReadOnlyList<PlannerExample> examples, OccupancyQueries queries, IReadOnlyList<EgoState?> egos);
}
