using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;

namespace VoxPilot.Bench.Parts;

/// <summary>
/// <c>-- splat [ROUNDS]</c>: what rendering Gaussians costs at nano's size and, over K, at the paper's: blended pairs of a Gaussian and a pixel
/// per second of a processor, the share of the multiply-adds that a processor can do in that time, and how much slower the plain twin is. The
/// best round of each counts. All but the milliseconds that passed are by the processors' time, which depends less on who else runs.
/// </summary>
internal static class SplatProfile
{
    // Arithmetic of one blended pair with three colours and depth; the pixels of a row that are left out are not counted.
    private const double ForwardOperations = 32;
    private const double BackwardOperations = 59;

    private static readonly (int Gaussians, int Height, int Width)[] sizes =
        [(2000, 48, 128), (3200, 432, 800), (6400, 432, 800), (12800, 432, 800), (25600, 432, 800)];

    public static void Run(int rounds)
    {
        Console.WriteLine("K       image      pairs M |  forward ms  processor ms  pairs M/s  peak %  ratio |  both ms  processor ms  pairs M/s  peak %  ratio");
        SplatScene warm = new(sizes[0].Gaussians, sizes[0].Height, sizes[0].Width);
        for (int call = 0; call < 100; call++)
        {
            warm.ForwardAndBackward(); // until all of it is compiled as it will be
        }
        foreach ((int gaussians, int height, int width) in sizes)
        {
            SplatScene scene = new(gaussians, height, width);
            double pairs = scene.Blended(), peak = 0;
            Cost forward = Cost.Most, both = Cost.Most;
            for (int round = 0; round <= rounds; round++)
            {
                peak = Math.Max(peak, Peak());
                forward = forward.Least(Cost.Of(scene.Forward));
                both = both.Least(Cost.Of(scene.ForwardAndBackward));
            }
            string name = string.Create(CultureInfo.InvariantCulture, $"{gaussians,-7} {$"6×{height}×{width}",-10} {pairs / 1e6,7:F2}");
            Console.WriteLine($"{name} |{Row(forward, Cost.Of(scene.TwinForward), pairs, ForwardOperations, peak)} |"
                + Row(both, Cost.Of(scene.TwinForwardAndBackward), pairs, ForwardOperations + BackwardOperations, peak));
        }
    }

    private static string Row(Cost cost, Cost twin, double pairs, double operations, double peak) => string.Create(
        CultureInfo.InvariantCulture,
        $"{cost.Passed * 1e3,12:F2} {cost.Processor * 1e3,13:F2} {pairs / cost.Processor / 1e6,10:F0} {100 * pairs * operations / cost.Processor / peak,7:F1} {twin.Processor / cost.Processor,6:F1}");

    /// <summary>Multiplications and additions of a processor per second, in registers.</summary>
    private static double Peak()
    {
        const int steps = 4_000_000, chains = 8;
        float[] results = new float[Environment.ProcessorCount];
        Cost cost = Cost.Of(() => Parallel.For(0, results.Length, core =>
        {
            Vector512<float> a = Vector512.Create(0.5f), b = Vector512.Create(core + 1f), s0 = b, s1 = b, s2 = b, s3 = b, s4 = b, s5 = b, s6 = b, s7 = b;
            for (int i = 0; i < steps; i++)
            {
                s0 = Vector512.FusedMultiplyAdd(s0, a, b);
                s1 = Vector512.FusedMultiplyAdd(s1, a, b);
                s2 = Vector512.FusedMultiplyAdd(s2, a, b);
                s3 = Vector512.FusedMultiplyAdd(s3, a, b);
                s4 = Vector512.FusedMultiplyAdd(s4, a, b);
                s5 = Vector512.FusedMultiplyAdd(s5, a, b);
                s6 = Vector512.FusedMultiplyAdd(s6, a, b);
                s7 = Vector512.FusedMultiplyAdd(s7, a, b);
            }
            results[core] = Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
        }));
        return 2.0 * Vector512<float>.Count * chains * steps * results.Length / cost.Processor;
    }

    private readonly record struct Cost(double Passed, double Processor)
    {
        public static Cost Most { get; } = new(double.MaxValue, double.MaxValue);

        public static Cost Of(Action action)
        {
            GC.Collect();
            TimeSpan before = Environment.CpuUsage.TotalTime;
            long start = Stopwatch.GetTimestamp();
            action();
            double passed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new(passed, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        public Cost Least(Cost other) => new(Math.Min(Passed, other.Passed), Math.Min(Processor, other.Processor));
    }
}
