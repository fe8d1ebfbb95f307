using TorchSharp;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Dense;

public sealed class DenseHeadTests
{
    private static readonly DenseHeadConfig config = new() { InputWidth = 16, HiddenWidth = 24, EmbeddingWidth = 12 };

    [Fact]
    public void Maps_have_stride_4_unit_embeddings_and_a_sane_depth_to_begin_with()
    {
        using DisposeScope scope = NewDisposeScope();
        using DenseHead head = DenseHead.Create(config, 7);
        DenseMaps maps = head.forward(Levels(2));
        Assert.Equal([2, 12, 8, 24], maps.Embeddings.shape);
        Assert.Equal([2, 8, 24], maps.LogDepth.shape);
        Assert.All(Golden.Floats(maps.Embeddings.pow(2).sum(1)), length => Assert.Equal(1, length, 1e-4));
        Assert.InRange(Golden.Floats(maps.LogDepth.exp().mean())[0], 5, 60);
        Assert.Equal([2 * 8 * 24, 18], head.Logits(maps.Embeddings).shape);
    }

    [Fact]
    public void A_logit_is_the_cosine_to_the_name_over_the_temperature_in_the_order_of_a_target()
    {
        using DisposeScope scope = NewDisposeScope();
        using DenseHead head = DenseHead.Create(config, 7);
        float[] names = ClassNameEmbeddings.Create(12);
        // Pixel p has the embedding of name p % 18.
        Tensor embeddings = tensor(names, [18, 12]).index_select(0, arange(2 * 3 * 6) % 18).view(2, 3, 6, 12).permute(0, 3, 1, 2);
        float[] logits = Golden.Floats(head.Logits(embeddings));
        for (int p = 0; p < 36; p++)
        {
            Assert.Equal(1 / 0.07, logits[18 * p + p % 18], 1e-3);
            Assert.Equal(p % 18, Array.IndexOf(logits, logits.AsSpan(18 * p, 18).ToArray().Max(), 18 * p, 18) - 18 * p);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_head_and_every_weight_learns()
    {
        using DisposeScope scope = NewDisposeScope();
        using DenseHead one = DenseHead.Create(config, 7), two = DenseHead.Create(config, 7);
        Assert.Equal(Golden.Floats(one.forward(Levels(1)).Embeddings), Golden.Floats(two.forward(Levels(1)).Embeddings));
        DenseMaps maps = one.forward(Levels(1));
        Tensor labels = (arange(8 * 24) % 18).to_type(ScalarType.Byte), depth = full(1, 8, 24, 9f);
        DenseLoss loss = DenseLoss.Of(one.Logits(maps.Embeddings), labels, maps.LogDepth, depth, new());
        (loss.Classes + loss.Depth).backward();
        Assert.All(one.named_parameters(), p => Assert.True(p.parameter.grad is not null && Golden.Floats(p.parameter.grad).Any(g => g != 0), p.name));
        Assert.DoesNotContain("names", one.state_dict().Keys);
    }

    private static Tensor[] Levels(int n) =>
        [Level("fine", n, 4, 12), Level("middle", n, 2, 6), Level("coarse", n, 1, 3)];

    private static Tensor Level(string key, int n, int h, int w) => tensor(FormulaTensor.Values("dense/" + key, n * 16L * h * w, 1), [n, 16, h, w]);
}
