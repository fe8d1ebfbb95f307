namespace VoxPilot.Planning.Tests;

public sealed class DenoisingTests
{
    public static TheoryData<PlanSampler, bool> All => new()
    {
        { PlanSampler.Ddim, false }, { PlanSampler.Ddim, true }, { PlanSampler.DdimCompat, false }, { PlanSampler.DdimCompat, true },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void A_perfect_network_gives_the_truth_whatever_the_noise(PlanSampler sampler, bool wide)
    {
        DisplacementNormalisation normalisation = wide ? DisplacementNormalisation.Wide : DisplacementNormalisation.DiffusionDrive;
        float[] truth = [0.2f, 4, 0.3f, 4.4f, -0.1f, 5], anchor = [0, 3.5f, 0, 3.5f, 0, 3.5f], noise = [1, -2, 0.3f, 0.5f, -1, 2];
        Denoising denoising = new(sampler, normalisation);
        DenoisingCall[] calls = [.. denoising.Run(denoising.Start(normalisation.Normalise(anchor), noise), (_, _) => truth)];
        Assert.Equal(2, calls.Length);
        Assert.Equal(truth, calls[^1].Clean);
        // And the state itself moves from the anchor to the truth.
        float[] before = normalisation.Denormalise(calls[0].Input), after = normalisation.Denormalise(calls[^1].Next);
        Assert.True(Distance(after, truth) < Distance(before, truth));
    }

    [Fact]
    public void Without_noise_the_network_sees_the_anchor_itself_shrunk_by_the_schedule()
    {
        Denoising denoising = new(PlanSampler.Ddim, DisplacementNormalisation.Wide);
        float[] anchor = [0.5f, -0.25f];
        Assert.Equal([.. anchor.Select(v => v * new DdimScheduler(new()).Signal(20))], denoising.Start(anchor, [0, 0]));
    }

    [Fact]
    public void The_network_never_sees_displacements_out_of_range()
    {
        Denoising denoising = new(PlanSampler.Ddim, DisplacementNormalisation.DiffusionDrive);
        foreach (DenoisingCall _ in denoising.Run([1.4f, -1.3f], (noisy, _) =>
        {
            Assert.InRange(noisy[0], -3, 3);
            Assert.InRange(noisy[1], -0.5001f, 7.6001f);
            return [5, 20];
        }))
        {
        }
    }

    private static double Distance(float[] a, float[] b) => a.Zip(b).Sum(p => Math.Abs(p.First - p.Second));
}
