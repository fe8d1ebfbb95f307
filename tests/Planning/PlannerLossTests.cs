using TorchSharp;
using VoxPilot.Core;
using static TorchSharp.torch;

namespace VoxPilot.Planning.Tests;

public sealed class PlannerLossTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void A_scorer_that_knows_nothing_pays_ln_2()
    {
        PlannerTarget target = new([3], zeros(1, 6, 2), ones(1, 6));
        Assert.Equal(Math.Log(2), PlannerLoss.Score(zeros(1, 18), target).item<float>(), 1e-6);
        // Focal: (α + 17 (1 − α)) / 18 · 0.25 · ln 2
        Assert.Equal((0.25 + 17 * 0.75) / 18 * 0.25 * Math.Log(2), PlannerLoss.FocalScore(zeros(1, 18), target).item<float>(), 1e-6);
    }

    [Fact]
    public void Only_the_nearest_anchor_and_known_steps_count()
    {
        Trajectory driven = new() { Points = [(1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0)] };
        Tensor displacements = zeros(1, 18, 6, 2);
        Tensor truth = tensor(DisplacementNormalisation.ToDisplacements(driven)).view(1, 6, 2);
        Tensor valid = tensor(new float[] { 1, 1, 0, 0, 0, 0 }).view(1, 6);
        // Two steps of one metre, over six steps of two numbers.
        Assert.Equal(2.0 / 12, PlannerLoss.Trajectory(displacements, new([7], truth, valid)).item<float>(), 1e-6);
        displacements[0, 7] = truth[0];
        Assert.Equal(0, PlannerLoss.Trajectory(displacements, new([7], truth, valid)).item<float>());
        Assert.True(PlannerLoss.Trajectory(displacements, new([8], truth, valid)).item<float>() > 0);
    }

    [Fact]
    public void Positions_add_up_the_errors_of_displacements()
    {
        Trajectory driven = new() { Points = [(1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (6, 0)] };
        Tensor truth = tensor(DisplacementNormalisation.ToDisplacements(driven)).view(1, 6, 2);
        PlannerTarget all = new([7], truth, ones(1, 6)), two = all with { Valid = tensor(new float[] { 1, 1, 0, 0, 0, 0 }).view(1, 6) };
        Assert.Equal((1 + 2 + 3 + 4 + 5 + 6) / 6.0, PlannerLoss.Position(zeros(1, 18, 6, 2), [7], all).item<float>(), 1e-3);
        Assert.Equal((1 + 2) / 6.0, PlannerLoss.Position(zeros(1, 18, 6, 2), [3], two).item<float>(), 1e-3);
        Assert.InRange(PlannerLoss.Position(truth.unsqueeze(1).expand(1, 18, 6, 2), [3], all).item<float>(), 0, 2e-3);
    }

    [Fact]
    public void A_small_planner_learns_three_drives_by_heart()
    {
        PlannerConfig config = PlannerConfig.Nano() with { Width = 32, Heads = 4, FfnWidth = 64, Layers = 1, LanguageWidth = 16, SceneWidth = 16 };
        IReadOnlyList<MadeUpDrive> drives = MadeUpTrajectories.Generate(300, 4);
        AnchorSet set = AnchorClustering.Cluster(drives.Select(d => (d.Command, d.Trajectory)), 1);
        AnchorTensors anchors = new(set, config.Normalisation);
        MadeUpDrive[] lesson = [.. drives.Skip(30).Take(3)];
        float[] ego = [.. lesson.SelectMany(d => EgoFeatures.From(d.Start, d.Command))];
        PlannerInput input = new(ones(3, 8, 16), zeros(3, 8, 3), tensor(ego).view(3, -1), ones(3, 16));
        PlannerTarget target = PlannerTarget.Of([.. lesson.Select(d => d.Trajectory)], set, CPU);

        using Planner planner = Planner.Create(config, 2);
        using optim.Optimizer optimizer = optim.AdamW(planner.parameters(), lr: 3e-3);
        DdimScheduler scheduler = new(new());
        SeededRandom random = new(8);
        float first = 0, last = 0;
        for (int round = 0; round < 150; round++)
        {
            using DisposeScope step = NewDisposeScope();
            int[] times = [.. lesson.Select(_ => (int)random.NextDouble(0, 40))];
            float[] noise = new float[anchors.Normalised.Length];
            List<float> noisy = [];
            foreach (int t in times)
            {
                random.Normal(noise);
                noisy.AddRange(scheduler.AddNoise(anchors.Normalised, noise, t));
            }
            PlannerContext context = planner.Encode(input, anchors);
            Tensor loss = PlannerLoss.Score(context.Logits, target);
            foreach (Tensor layer in planner.Predict(context, config.Normalisation.Denormalise([.. noisy.Select(v => Math.Clamp(v, -1, 1))]), times))
            {
                loss = loss + PlannerLoss.Trajectory(layer, target);
            }
            optimizer.zero_grad();
            loss.backward();
            optimizer.step();
            last = loss.item<float>();
            first = round == 0 ? last : first;
        }
        Assert.True(last < first / 3, $"loss went from {first} to {last}");

        // And what it learnt is what it plans: best score on the nearest anchor, ends where the drive ended.
        for (int i = 0; i < 3; i++)
        {
            PlannerInput one = new(input.Scene.narrow(0, i, 1), input.Centres.narrow(0, i, 1), input.Ego.narrow(0, i, 1), input.Plan.narrow(0, i, 1));
            PlannerOutput output = planner.Forward(one, anchors, new() { Seed = 5 });
            int best = Enumerable.Range(0, anchors.Set.Count).MaxBy(k => output.Scores[k]);
            Assert.Equal(target.Nearest[i], best);
            Assert.True(AnchorSet.MeanDistance(output.Denoised[best], lesson[i].Trajectory) < 1, $"drive {i}");
        }
    }

    public void Dispose() => scope.Dispose();
}
