using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>What is drawn by chance for one sample of a step, from torch's own generator, which the loop seeds by run and step.</summary>
/// <param name="EgoKnown">False: the ego state is withheld.</param>
/// <param name="MotionSeen">Where it is, whether what the images show of the car's motion is told in its place.</param>
/// <param name="SceneKnown">False: the planner sees no scene.</param>
/// <param name="Reasoned">False: the planner does not hear the language model.</param>
/// <param name="TrueMotion">True: the forecast is told the motion that was driven.</param>
/// <param name="Unrolled">True: the last denoising step is learnt, from where the model's own steps before lead.</param>
/// <param name="Time">Otherwise the diffusion's time, shared by the sample's anchors.</param>
/// <param name="Noise">Normal noise of all anchors, K·6 pairs.</param>
internal sealed record PlanningDraw(bool EgoKnown, bool MotionSeen, bool SceneKnown, bool Reasoned, bool TrueMotion, bool Unrolled, int Time, float[] Noise)
{
    private const int Shares = 7;

    /// <summary>Draws for a batch.</summary>
    /// <param name="samples">How many samples.</param>
    /// <param name="anchors">K, anchors of the planner.</param>
    /// <param name="config">The shares.</param>
    public static PlanningDraw[] Take(int samples, int anchors, PlanningConfig config)
    {
        int values = anchors * Core.Trajectory.Steps * 2;
        float[] shares = [.. rand(samples, Shares).Span<float>()], noise = [.. randn(samples, values).Span<float>()];
        return
        [
            .. Enumerable.Range(0, samples).Select(b => new PlanningDraw(
                shares[Shares * b] >= config.EgoDropout,
                shares[Shares * b + 5] >= config.UnseenMotionShare,
                shares[Shares * b + 4] >= config.SceneDropout,
                shares[Shares * b + 6] >= config.ReasoningDropout,
                shares[Shares * b + 1] < config.TrueMotionShare,
                shares[Shares * b + 3] < config.UnrolledShare,
                Math.Min((int)(shares[Shares * b + 2] * config.NoiseTimes), config.NoiseTimes - 1),
                noise[(b * values)..((b + 1) * values)])),
        ];
    }
}
