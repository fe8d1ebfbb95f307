using TorchSharp;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Losses;

public sealed class RenderingLossTests
{
    // Two pixels of one camera: the first measured at 10 m and labelled car, the second the sky.
    private static readonly float[] Image = [0.5f, 0.2f, 0.1f, 0.9f, 0.3f, 0.3f], Truth = [0.6f, 0.2f, 0.4f, 0.9f, 0.3f, 0.8f];

    [Fact]
    public void Colour_and_depth_are_mean_absolute_differences_with_the_papers_weights()
    {
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyDictionary<string, Tensor> terms = new RenderingLoss(new()).Terms(Rendered(), Target());
        Assert.Equal(["color", "depth"], terms.Keys);
        Assert.Equal((0.1 + 0.3 + 0.5) / 6, terms["color"].ToDouble(), 1e-6);
        Assert.Equal(0.05 * 4, terms["depth"].ToDouble(), 1e-6); // 6 accumulated, 10 measured; the sky does not count
    }

    [Fact]
    public void Expected_depth_leaves_opacity_to_a_term_of_its_own()
    {
        using DisposeScope scope = NewDisposeScope();
        IReadOnlyDictionary<string, Tensor> terms = new RenderingLoss(new() { Color = 0, Depth = 1, ExpectedDepth = true, Alpha = 2 }).Terms(Rendered(), Target());
        Assert.Equal(["depth", "alpha"], terms.Keys);
        Assert.Equal(2, terms["depth"].ToDouble(), 1e-5); // 6 / 0.5 = 12
        Assert.Equal(-2 * Math.Log(0.5), terms["alpha"].ToDouble(), 1e-6);
    }

    [Fact]
    public void Classes_are_compared_with_what_is_left_of_the_ray_for_the_sky()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor classes = zeros([1, 1, 17, 1, 2]);
        classes.view(-1)[8] = 0.4f;
        RenderingTarget target = Target() with { Labels = tensor(new byte[] { 4, 17 }, [1, 1, 1, 2]) };
        Tensor term = new RenderingLoss(new() { Color = 0, Depth = 0, Classes = 1 }).Terms(Rendered(), target, classes)["class"];
        Assert.Equal(-(Math.Log(0.4) + Math.Log(0.75)) / 2, term.ToDouble(), 1e-5);
        RenderingTarget unlabelled = target with { Labels = tensor(new byte[] { 4, 255 }, [1, 1, 1, 2]) };
        Assert.Equal(-Math.Log(0.4), new RenderingLoss(new() { Color = 0, Depth = 0, Classes = 1 }).Terms(Rendered(), unlabelled, classes)["class"].ToDouble(), 1e-5);
    }

    [Fact]
    public void Nothing_measured_is_no_loss_and_no_fault()
    {
        using DisposeScope scope = NewDisposeScope();
        SplatImage image = Rendered();
        image.Depth.requires_grad_(true);
        Tensor term = new RenderingLoss(new() { Color = 0, Alpha = 1 }).Terms(image, Target() with { Depth = zeros([1, 1, 1, 2]) })["depth"];
        Assert.Equal(0, term.ToDouble());
        term.backward();
        Assert.Equal(0, image.Depth.grad!.abs().max().ToDouble());
    }

    [Fact]
    public void Classes_without_labels_are_refused() =>
        Assert.Contains("give both", Assert.Throws<ArgumentException>(() => new RenderingLoss(new() { Classes = 1 }).Terms(Rendered(), Target())).Message, StringComparison.Ordinal);

    private static SplatImage Rendered() => new()
    {
        Colors = tensor(Image, [1, 1, 3, 1, 2]),
        Depth = tensor(new[] { 6f, 1 }, [1, 1, 1, 2]),
        Alpha = tensor(new[] { 0.5f, 0.25f }, [1, 1, 1, 2]),
    };

    private static RenderingTarget Target() => new(tensor(Truth, [1, 1, 3, 1, 2]), tensor(new[] { 10f, 0 }, [1, 1, 1, 2]));
}
