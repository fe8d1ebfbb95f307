using VoxPilot.Planning;
using static TorchSharp.torch;

namespace VoxPilot.Driving;

// Q queries, D language model's width

/// <summary>Anchor scores and denoised trajectories (spec/sparseoccvla.md §8). Runs on the device's thread.</summary>
internal sealed class ScenePlanner(DrivingModel model)
{
    /// <summary>Draws plans of a scene.</summary>
    /// <param name="queries">The scene.</param>
    /// <param name="ego">The 21 numbers of <see cref="EgoFeatures"/>.</param>
    /// <param name="plan">h_r (D): the language model's state at the plan token.</param>
    /// <param name="tokens">The tokens' own state (D), for a planner that hears it; else null.</param>
    /// <param name="seed">Seed of the first draw; each further one has the next.</param>
    /// <param name="samples">How many draws.</param>
    /// <param name="emit">Hears of scores and of the first draw's steps.</param>
    /// <param name="clock">Gets the time.</param>
    public IReadOnlyList<PlanDraft> Draft(
        SceneQueries queries, float[] ego, float[] plan, float[]? tokens, ulong seed, int samples, Action<PlanEvent>? emit, StageClock clock)
    {
        using StageClock.Span _ = clock.Measure(Stage.Denoise);
        PlannerInput input = new(
            queries.Tensors.Features,                                       // (1, Q, C)
            queries.Tensors.Centres(),                                      // (1, Q, 3)
            tensor(ego, [1, ego.Length], device: model.Device),             // (1, 21)
            tensor(plan, [1, plan.Length], device: model.Device),           // (1, D)
            tokens is null ? null : tensor(tokens, [1, tokens.Length], device: model.Device));
        PlannerOutput output = model.Planner.Forward(
            input, model.AnchorTensors, new() { Seed = seed, Samples = samples }, emit is null ? null : Observer(emit));
        return
        [
            .. output.Samples.Select(sample => new PlanDraft(
                sample.Seed, [.. sample.Denoised.Select((trajectory, k) => new PlanCandidate(k, model.Anchors.Anchors[k].Command, output.Scores[k], trajectory))])),
        ];
    }

    private PlannerObserver Observer(Action<PlanEvent> emit) => new()
    {
        Scored = scores => emit(new PlanAnchorScores(model.Anchors.Anchors, scores)),
        Denoised = step =>
        {
            if (step.Sample == 0)
            {
                emit(new PlanDenoiseStep(step.Step, step.Steps, step.Time, step.Trajectories));
            }
        },
    };
}
