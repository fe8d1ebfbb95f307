using System.Diagnostics;
using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Perception;
using VoxPilot.Torch.Interop;
using static TorchSharp.torch;

namespace VoxPilot.Bench.Training;

/// <summary>
/// How much of a nano encoder's forward goes to calling libtorch from C#: the calls of one forward times what a call costs beyond its kernel. The
/// kernel of a tiny tensor is timed where libtorch itself runs it a thousand times in one call, in place, and so without the memory of a result:
/// that memory counts for the call, and the share is rather too high.
/// </summary>
/// <param name="Forward">Median milliseconds of a forward of six images and two frames, without gradient.</param>
/// <param name="Calls">Calls of operators in it.</param>
/// <param name="Call">Microseconds of a call on tensors of one number.</param>
/// <param name="Kernel">Microseconds of its kernel.</param>
internal sealed record DispatchCost(double Forward, long Calls, double Call, double Kernel)
{
    private const int Forwards = 30, Rounds = 50, CallsInRound = 2000, Together = 1000;

    private static readonly Operator s_addInPlace = new("_foreach_add_", "List");

    /// <summary>Share of the forward, 0 to 1.</summary>
    public double Share => Calls * (Call - Kernel) / (1000 * Forward);

    /// <summary>Measures it, on the processor.</summary>
    public static DispatchCost Measure()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        (double forward, long calls) = Encoder();
        return new(forward, calls, Tiny(), TinyKernel());
    }

    private static (double Milliseconds, long Calls) Encoder()
    {
        using PerceptionModel model = PerceptionModel.Create(PerceptionConfig.Nano(), 7);
        ImageConfig image = model.Config.Image;
        Tensor images = randn(6, 3, image.Height, image.Width);
        Tensor[] before = [.. model.Images.forward(images).Select(level => level.unsqueeze(0))];
        Pose forward = new(Rotation.FromMatrix(new(0, 0, 1, -1, 0, 0, 0, -1, 0)), new(1, 0, 1.6));
        Rig rig = new([.. Enumerable.Range(0, 6).Select(i =>
            new Camera($"CAM_{i}", new(1260, 0, 800, 0, 1260, 450, 0, 0, 1), Pose.Planar(0, 0, i * Math.PI / 3) * forward, 1600, 900))]);
        Tensor egoToImage = new FramePreprocessor(image).EgoToImage([new(rig, Pose.Identity), new(rig, Pose.Planar(-4, 0, 0.1))]);
        long calls = 0;
        double milliseconds = 1000 * Median(Forwards, () =>
        {
            using DisposeScope inner = NewDisposeScope();
            long first = Operator.Calls;
            model.Occupancy.forward([.. model.Images.forward(images).Zip(before, (now, past) => cat([now.unsqueeze(0), past], 1))], egoToImage);
            calls = Operator.Calls - first;
        });
        return (milliseconds, calls);
    }

    private static double Tiny()
    {
        Tensor left = ones(1), right = ones(1);
        return 1e6 / CallsInRound * Median(Rounds, () =>
        {
            using DisposeScope inner = NewDisposeScope();
            for (int i = 0; i < CallsInRound; i++)
            {
                _ = left + right;
            }
        });
    }

    private static double TinyKernel()
    {
        Tensor[] left = [.. Enumerable.Range(0, Together).Select(_ => ones(1))], right = [.. Enumerable.Range(0, Together).Select(_ => ones(1))];
        return 1e6 / Together * Median(Rounds, () => s_addInPlace.CallVoid(left, right));
    }

    // Median seconds; the first round warms up.
    private static double Median(int rounds, Action run)
    {
        run();
        double[] seconds = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            long began = Stopwatch.GetTimestamp();
            run();
            seconds[i] = Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
        Array.Sort(seconds);
        return seconds[rounds / 2];
    }
}
