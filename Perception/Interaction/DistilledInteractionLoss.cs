using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>
/// Trains <see cref="DistilledInteraction"/> against the interaction itself: the share of what interaction adds that is not foretold,
/// ‖Δ̂ − Δ‖² / ‖Δ‖², mean over layers. 1: nothing is foretold, 0: all is.
/// </summary>
public static class DistilledInteractionLoss
{
    private const double Least = 1e-6; // mean square below which interaction counts as none

    /// <summary>The loss over the layers of one batch.</summary>
    /// <param name="student">Which learns.</param>
    /// <param name="steps">What <see cref="OccupancyEncoder.InteractionSteps"/> saw of the interaction, layer by layer.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">There is no step.</exception>
    public static Tensor Of(DistilledInteraction student, IReadOnlyList<InteractionStep> steps)
    {
        ArgumentNullException.ThrowIfNull(student);
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Count == 0)
        {
            throw new ArgumentException("At least one layer's interaction is needed to learn from.", nameof(steps));
        }
        return stack(steps.Select(step =>
        {
            Tensor added = step.After - step.Before;                                         // Δ (B, Q, D)
            Tensor missed = student.Added(step.Before, step.Centres) - added;
            return missed.square().mean() / added.square().mean().clamp_min(Least);
        })).mean();
    }
}
