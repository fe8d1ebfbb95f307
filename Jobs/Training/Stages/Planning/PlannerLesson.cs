using TorchSharp;
using VoxPilot.Driving;
using VoxPilot.Planning;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

// B batch

/// <summary>What the planner's mistakes cost on some key frames: anchor scores, denoised displacements after every layer, the chosen plan's positions (spec/sparseoccvla.md §8).</summary>
internal sealed class PlannerLesson(DrivingModel model, PlanningConfig config)
{
    private readonly DdimScheduler scheduler = new(new());
    private readonly Denoising denoising = new(model.Config.Planner.Sampler, model.Config.Planner.Normalisation, model.Config.Planner.Steps);

    /// <summary>The terms, watched figures among them, and the plans of the model at hand.</summary>
    /// <param name="input">What the planner is told.</param>
    /// <param name="examples">The key frames.</param>
    /// <param name="draws">What is drawn by chance for each.</param>
    public (List<LossTerm> Terms, DraftedPlan[] Plans) Of(PlannerInput input, PlannerExample[] examples, PlanningDraw[] draws)
    {
        PlannerContext context = model.Planner.Encode(input, model.AnchorTensors);
        (float[] noisy, int[] times) = Noisy(draws, context);
        IReadOnlyList<Tensor> layers = model.Planner.Predict(context, noisy, times);
        PlannerTarget target = PlannerExample.Target(examples, model.Anchors, model.Device);
        List<LossTerm> terms = [new("score", PlannerLoss.Score(context.Logits, target) * config.ScoreWeight)];
        terms.AddRange(layers.Select((layer, l) => new LossTerm($"trajectory.{l}", PlannerLoss.Trajectory(layer, target) * config.TrajectoryWeight)));
        DraftedPlan[] plans = DraftedPlan.Of(context.Logits, layers[^1], [.. examples.Select(example => example.Command)]);
        terms.Add(new("position", PlannerLoss.Position(layers[^1], [.. plans.Select(plan => (long)plan.Chosen)], target) * config.PositionWeight));
        terms.AddRange(Watched(examples, plans, target));
        return (terms, plans);
    }

    /// <summary>Noisy displacements in metres and their times: of anchors, or of where the denoising steps before the last have led to.</summary>
    private (float[] Displacements, int[] Times) Noisy(PlanningDraw[] draws, PlannerContext context)
    {
        float[] anchors = [.. model.AnchorTensors.Normalised];
        float[] noisy = [.. draws.SelectMany(draw => scheduler.AddNoise(anchors, draw.Noise, draw.Time))];
        int[] times = [.. draws.Select(draw => draw.Time)];
        IReadOnlyList<int> calls = denoising.Schedule.Calls;
        if (calls.Count > 1 && draws.Any(draw => draw.Unrolled))
        {
            using IDisposable _ = no_grad();
            using DisposeScope scope = NewDisposeScope();
            float[] start = [.. draws.SelectMany(draw => denoising.Start(anchors, draw.Noise))];
            float[] led = denoising.Run(start, (x, t) => model.Planner.Predict(context, x, [.. Enumerable.Repeat(t, draws.Length)])[^1].Numbers()).ElementAt(calls.Count - 2).Next;
            for (int b = 0; b < draws.Length; b++)
            {
                if (draws[b].Unrolled)
                {
                    led.AsSpan(b * anchors.Length, anchors.Length).CopyTo(noisy.AsSpan(b * anchors.Length));
                    times[b] = calls[^1];
                }
            }
        }
        return (model.Config.Planner.Normalisation.Denormalise([.. noisy.Select(v => Math.Clamp(v, -1, 1))]), times);
    }

    private static IEnumerable<LossTerm> Watched(PlannerExample[] examples, DraftedPlan[] plans, PlannerTarget target)
    {
        PlanErrors errors = new();
        for (int b = 0; b < examples.Length; b++)
        {
            errors.Add(plans[b], examples[b].Driven, (int)target.Nearest[b]);
        }
        return errors.Figures.Select(figure => new LossTerm(figure.Key, tensor((float)figure.Value), Minimised: false));
    }
}
