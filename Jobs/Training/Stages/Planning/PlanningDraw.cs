using VoxPilot.Planning;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>What is drawn by chance for one sample of a step, from torch's own generator, which the loop seeds by run and step.</summary>
/// <param name="EgoKnown">False: the ego state is withheld.</param>
/// <param name="TrueMotion">True: the forecast is told the motion that was driven.</param>
/// <param name="Time">The diffusion's time, shared by the sample's anchors.</param>
/// <param name="Noise">Normal noise of all anchors, 18·6 pairs.</param>
internal sealed record PlanningDraw(bool EgoKnown, bool TrueMotion, int Time, float[] Noise)
{
    /// <summary>Draws for a batch.</summary>
    public static PlanningDraw[] Take(int samples, PlanningConfig config)
    {
        int values = AnchorSet.Count * Core.Trajectory.Steps * 2;
        float[] shares = [.. rand(samples, 3).Span<float>()], noise = [.. randn(samples, values).Span<float>()];
        return
        [
            .. Enumerable.Range(0, samples).Select(b => new PlanningDraw(
                shares[3 * b] >= config.EgoDropout,
                shares[3 * b + 1] < config.TrueMotionShare,
                Math.Min((int)(shares[3 * b + 2] * config.NoiseTimes), config.NoiseTimes - 1),
                noise[(b * values)..((b + 1) * values)])),
        ];
    }
}
