using TorchSharp;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Dense;

public sealed class DenseLossTests
{
    private const int Pixels = 2 * 3 * 5;

    private static readonly DenseLossConfig config = new() { Classes = 0.7, Depth = 1.3 };

    [Fact]
    public void It_agrees_with_a_plain_loop()
    {
        using DisposeScope scope = NewDisposeScope();
        Random random = new(4);
        float[] logits = FormulaTensor.Values("dense/logits", Pixels * 18, 3), logDepth = FormulaTensor.Values("dense/depth", Pixels, 2);
        byte[] labels = [.. Enumerable.Range(0, Pixels).Select(i => i % 7 == 3 ? (byte)255 : (byte)random.Next(18))];
        float[] depth = [.. Enumerable.Range(0, Pixels).Select(i => i % 5 == 2 ? 0 : 0.5f + 40 * (float)random.NextDouble())];
        DenseLoss loss = DenseLoss.Of(tensor(logits, [Pixels, 18]), tensor(labels), tensor(logDepth, [2, 3, 5]), tensor(depth, [2, 3, 5]), config);

        double cross = 0, weights = 0, right = 0, known = 0, far = 0, relative = 0, measured = 0;
        for (int p = 0; p < Pixels; p++)
        {
            double[] row = [.. logits.AsSpan(18 * p, 18).ToArray().Select(x => (double)x)];
            if (labels[p] < 18)
            {
                double w = config.ClassWeights[labels[p]];
                cross += w * (Math.Log(row.Sum(Math.Exp)) - row[labels[p]]);
                (weights, known) = (weights + w, known + 1);
                right += Array.IndexOf(row, row.Max()) == labels[p] ? 1 : 0;
            }
            if (depth[p] > 0)
            {
                far += Math.Abs(logDepth[p] - Math.Log(depth[p]));
                relative += Math.Abs(Math.Exp(logDepth[p]) - depth[p]) / depth[p];
                measured++;
            }
        }
        TensorAssert.Close(
            [Golden.Floats(loss.Classes)[0], Golden.Floats(loss.Depth)[0], Golden.Floats(loss.Accuracy)[0], Golden.Floats(loss.RelativeError)[0]],
            [(float)(0.7 * cross / weights), (float)(1.3 * far / measured), (float)(right / known), (float)(relative / measured)], 1e-5, 1e-5, "loss");
    }

    [Fact]
    public void Pixels_of_which_nothing_is_known_teach_nothing()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = tensor(FormulaTensor.Values("dense/logits", Pixels * 18, 3), [Pixels, 18]).requires_grad_(), logDepth = zeros(2, 3, 5).requires_grad_();
        DenseLoss loss = DenseLoss.Of(logits, full([Pixels], 255, dtype: ScalarType.Byte), logDepth, zeros(2, 3, 5), config);
        (loss.Classes + loss.Depth).backward();
        Assert.Equal([0f, 0, 0, 0], (float[])[Golden.Floats(loss.Classes)[0], Golden.Floats(loss.Depth)[0], Golden.Floats(loss.Accuracy)[0], Golden.Floats(loss.RelativeError)[0]]);
        Assert.All([.. Golden.Floats(logits.grad!), .. Golden.Floats(logDepth.grad!)], g => Assert.Equal(0, g));
    }
}
