using System.Text.Json;
using TorchSharp;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Losses;

public sealed class FocalLossTests
{
    private const double Single = 1e-5;
    private const double Gradient = 1e-3;

    public static TheoryData<GoldenCase> Cases() => GoldenCases.Files("blocks/losses", "*.npz");

    [Theory]
    [Trait("Category", "Golden")]
    [MemberData(nameof(Cases))]
    public void Focal_and_smooth_L1_losses_agree_with_upstream(GoldenCase golden)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> a = Golden.Arrays(golden);
        JsonElement meta = golden.Meta().GetProperty("meta");
        double factor = meta.GetProperty("loss_weight").GetDouble(), average = meta.GetProperty("avg_factor").GetDouble();
        Tensor logits = a["in_logits"].requires_grad_(), labels = a["in_labels"].to_type(ScalarType.Int64);
        Tensor elements = FocalLoss.Elements(logits, labels, meta.GetProperty("gamma").GetDouble(), meta.GetProperty("alpha").GetDouble());
        Same(elements, a["out_torchvision"], Single, "torchvision");
        Same(elements * factor, a["out_focal_none"], Single, "mmdet");
        Tensor sum = (elements * a["in_weight"].unsqueeze(1)).sum() * (factor / average);
        Same(sum, a["out_focal_sum"], Single, "weighted mean");
        sum.backward();
        Same(logits.grad!, a["grad_logits"], Gradient, "grad_logits");
        Same(FocalLoss.Elements(logits, labels, 2.0000001), elements, Single, "another exponent");

        Same(nn.functional.smooth_l1_loss(a["in_a"], a["in_b"], nn.Reduction.None, 0.2), a["out_smooth_l1_none"], Single, "smooth L1");
        Same(nn.functional.smooth_l1_loss(a["in_a"], a["in_b"], beta: 0.2) * 0.5, a["out_smooth_l1_beta02"].view([]), Single, "mean smooth L1 of weight 0.5");
        Same(nn.functional.l1_loss(a["in_a"], a["in_b"]), a["out_l1"].view([]), Single, "L1");
    }

    [Fact]
    public void Certain_answers_cost_nothing_when_right_and_their_logit_when_wrong()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor(new float[] { 60, -60, -60, 60 }, [2, 2]).requires_grad_();
        Tensor elements = FocalLoss.Elements(logits, tensor(new long[] { 0, 0 }));
        TensorAssert.Close(Golden.Floats(elements), [0, 0, 0.25f * 60, 0.75f * 60], 1e-5, 0, "elements");
        elements.sum().backward();
        TensorAssert.Close(Golden.Floats(logits.grad!), [0, 0, -0.25f, 0.75f], 1e-5, 0, "gradient");
    }

    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(63, 17, 4)]
    [InlineData(200, 17, 40)]
    public void The_weighted_sum_in_one_pass_and_its_gradient_agree_with_the_composition(int points, int classes, float spread)
    {
        for (int seed = 0; seed < 5; seed++)
        {
            using DisposeScope scope = NewDisposeScope();
            Random random = new(seed);
            Tensor logits = tensor(FormulaTensor.Values($"focal/{seed}", points * classes, spread), [points, classes]);
            Tensor labels = tensor([.. Enumerable.Range(0, points).Select(_ => (long)random.Next(classes + 1))]);
            Tensor rows = tensor([.. Enumerable.Range(0, points).Select(_ => random.NextSingle() + 0.5f)]);
            float[] columns = [.. Enumerable.Range(0, classes).Select(_ => random.NextSingle() * 5)];

            (float expected, float[] slope) = Run(FocalLoss.ComposeWeightedSum);
            (float actual, float[] found) = Run(FocalLoss.WeightedSum);
            Assert.Equal(expected, actual, 1e-5 * expected);
            TensorAssert.RelativeToMax(found, slope, 1e-5, $"gradient, seed {seed}");

            (float, float[]) Run(Func<Tensor, Tensor, Tensor, float[], double, double, Tensor> value)
            {
                Tensor x = logits.clone().requires_grad_(), sum = value(x, labels, rows, columns, 2, 0.25);
                (sum * 3).backward();
                return (sum.item<float>(), Golden.Floats(x.grad!));
            }
        }
    }

    private static void Same(Tensor actual, Tensor expected, double tolerance, string name) =>
        TensorAssert.RelativeToMax(Golden.Floats(actual), Golden.Floats(expected), tolerance, name, expected.shape);
}
