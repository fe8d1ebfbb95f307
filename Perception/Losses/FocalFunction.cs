using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

// N points, K classes

/// <summary>
/// Σ_i d_i Σ_c a_c · FL(C_i,c) of <see cref="FocalLoss"/> with γ = 2, and its gradient, in one pass over the processor's memory. The gradient
/// is found with the value and scaled on the way back. <see cref="FocalLoss.ComposeWeightedSum"/> is its plain twin.
/// </summary>
internal sealed unsafe class FocalFunction : autograd.SingleTensorFunction<FocalFunction>
{
    private const int Rows = 64; // of a chunk: its numbers fill whole vectors
    private const int Lanes = 16;

    public override string Name => nameof(FocalLoss);

    /// <param name="ctx">Keeps the gradient.</param>
    /// <param name="vars">Logits (N, K), labels (N), d (N), a (K), α; tensors contiguous, on the CPU.</param>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor logits = (Tensor)vars[0], gradient = empty_like(logits);
        double value = Run(
            Pointer<float>(logits), Pointer<long>((Tensor)vars[1]), Pointer<float>((Tensor)vars[2]), (float[])vars[3], (float)(double)vars[4],
            (int)logits.shape[0], Pointer<float>(gradient));
        GC.KeepAlive(vars);
        ctx.save_for_backward([gradient]);
        return tensor((float)value);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => [ctx.get_saved_variables()[0] * grad_output, null!, null!];

    private static double Run(float* logits, long* labels, float* rowWeights, float[] columnWeights, float alpha, int n, float* gradient)
    {
        int k = columnWeights.Length;
        double[] sums = new double[(n + Rows - 1) / Rows];
        Parallel.For(0, sums.Length, chunk =>
        {
            // x: the logit of the wrong answer; w: what an element weighs, α_t included; 0 beyond the last row.
            float* x = stackalloc float[Rows * k], w = stackalloc float[Rows * k];
            int first = chunk * Rows, rows = Math.Min(Rows, n - first), count = rows * k;
            new Span<float>(logits + (long)first * k, count).CopyTo(new(x, count));
            new Span<float>(x + count, Rows * k - count).Clear();
            new Span<float>(w, Rows * k).Clear();
            for (int i = 0; i < rows; i++)
            {
                float share = rowWeights[first + i];
                for (int c = 0; c < k; c++)
                {
                    w[i * k + c] = (1 - alpha) * share * columnWeights[c];
                }
                if (labels[first + i] < k)
                {
                    long hot = i * k + labels[first + i];
                    (x[hot], w[hot]) = (-x[hot], alpha * share * columnWeights[labels[first + i]]);
                }
            }
            Vector512<float> sum = Vector512<float>.Zero;
            for (int e = 0; e < Rows * k; e += Lanes)
            {
                (Vector512<float> value, Vector512<float> slope) = Focal(Vector512.Load(x + e));
                Vector512<float> weight = Vector512.Load(w + e);
                sum = Vector512.FusedMultiplyAdd(weight, value, sum);
                (weight * slope).Store(x + e);
            }
            for (int i = 0; i < rows; i++)
            {
                if (labels[first + i] < k)
                {
                    x[i * k + labels[first + i]] *= -1;
                }
            }
            new Span<float>(x, count).CopyTo(new(gradient + (long)first * k, count));
            sums[chunk] = Vector512.Sum(sum);
        });
        return sums.Sum();
    }

    /// <summary>σ² · softplus and its derivative 2σ²(1 − σ) · softplus + σ³, with e = exp(−|x|) so that nothing overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<float> Value, Vector512<float> Slope) Focal(Vector512<float> x)
    {
        Vector512<float> one = Vector512<float>.One, e = Vector512.Exp(-Vector512.Abs(x)), inverse = one / (one + e);
        Vector512<float> miss = Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(x, Vector512<float>.Zero), inverse, e * inverse);
        Vector512<float> softplus = Vector512.Max(x, Vector512<float>.Zero) + Vector512.Log(one + e);
        Vector512<float> square = miss * miss, value = square * softplus;
        return (value, (one - miss) * value * 2 + square * miss);
    }

    // libtorch's memory does not move.
    private static T* Pointer<T>(Tensor tensor) where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
}
