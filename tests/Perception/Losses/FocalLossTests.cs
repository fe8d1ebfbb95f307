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

    private static void Same(Tensor actual, Tensor expected, double tolerance, string name) =>
        TensorAssert.RelativeToMax(Golden.Floats(actual), Golden.Floats(expected), tolerance, name, expected.shape);
}
