using VoxPilot.Core.Formats;

namespace VoxPilot.World.Questions;

/// <summary>The plan as text, in OmniDrive's words (spec/sparseoccvla.md §2.3, §6.5).</summary>
internal static class PlanningText
{
    /// <summary>The question, always the same.</summary>
    public const string Question = "Please provide the planning trajectory for the ego car without reasons.";

    /// <summary>The question and its answer; null if fewer than three seconds were recorded.</summary>
    public static QuestionAnswer? Of(Situation situation) => situation.Future is not { } future ? null
        : new("planning", Question, $"Here is the planning trajectory {Wording.Path(future.Path)}.");
}
