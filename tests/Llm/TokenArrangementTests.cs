using VoxPilot.Core;
using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests;

public sealed class TokenArrangementTests
{
    private static readonly ConnectorConfig Config = new() { QueryWidth = 16, Points = 4, LanguageWidth = 8 };

    [Theory]
    [InlineData(TokenOrder.Learned)]
    [InlineData(TokenOrder.Random)]
    [InlineData(TokenOrder.SpaceFilling)]
    public void What_is_arranged_comes_back_to_the_queries_order(TokenOrder order)
    {
        using var scope = NewDisposeScope();
        var (centres, rows) = Input();
        var arrangement = TokenArrangement.Of(Config with { Order = order }, centres);
        var arranged = arrangement.Arrange(rows);
        Assert.True(arrangement.Restore(arranged).equal(rows).all().item<bool>());
        Assert.Equal(order == TokenOrder.Learned, arranged.equal(rows).all().item<bool>());
    }

    [Fact]
    public void A_random_order_is_the_same_for_every_scene_and_follows_from_its_seed()
    {
        using var scope = NewDisposeScope();
        var (centres, _) = Input();
        var numbers = arange(30, dtype: ScalarType.Float32).view(1, 30, 1).expand(2, 30, 1);
        float[] Order(ulong seed, int scene) => TokenArrangement.Of(Config with { Order = TokenOrder.Random, OrderSeed = seed }, centres).Arrange(numbers)[scene].contiguous().data<float>().ToArray();
        Assert.Equal(Order(1, 0), Order(1, 1));
        Assert.NotEqual(Order(1, 0), Order(2, 0));
        Assert.Equal(Enumerable.Range(0, 30).Select(i => (float)i), Order(1, 0).Order());
    }

    [Fact]
    public void A_space_filling_order_is_that_of_the_interleaved_bits_of_the_voxels()
    {
        using var scope = NewDisposeScope();
        var (centres, _) = Input();
        var arranged = TokenArrangement.Of(Config with { Order = TokenOrder.SpaceFilling }, centres).Arrange(centres);
        for (var scene = 0; scene < 2; scene++)
        {
            var places = centres[scene].contiguous().data<float>().ToArray().Chunk(3).OrderBy(Morton).SelectMany(p => p); // OrderBy is stable: of equals the first comes first
            Assert.Equal(places, arranged[scene].contiguous().data<float>().ToArray());
        }
    }

    [Fact]
    public void Gradients_pass_through()
    {
        using var scope = NewDisposeScope();
        var (centres, rows) = Input();
        var learnt = rows.clone().requires_grad_();
        var weights = arange(30, dtype: ScalarType.Float32).view(1, 30, 1);
        var arrangement = TokenArrangement.Of(Config with { Order = TokenOrder.SpaceFilling }, centres);
        (arrangement.Restore(arrangement.Arrange(learnt)) * weights).sum().backward();
        Assert.True(learnt.grad!.equal(weights.expand(2, 30, 8)).all().item<bool>());
    }

    private static long Morton(float[] centre)
    {
        var grid = GridSpec.Occ3D;
        int[] cells =
        [
            Math.Clamp((int)Math.Floor((centre[0] - grid.Origin.X) / grid.Voxel), 0, grid.SizeX - 1),
            Math.Clamp((int)Math.Floor((centre[1] - grid.Origin.Y) / grid.Voxel), 0, grid.SizeY - 1),
            Math.Clamp((int)Math.Floor((centre[2] - grid.Origin.Z) / grid.Voxel), 0, grid.SizeZ - 1),
        ];
        var code = 0L;
        for (var bit = 0; bit < 8; bit++)
        {
            for (var axis = 0; axis < 3; axis++)
            {
                code |= (long)((cells[axis] >> bit) & 1) << (3 * bit + axis);
            }
        }

        return code;
    }

    // Some centres lie outside the grid, and two of a scene in one voxel.
    private static (Tensor Centres, Tensor Rows) Input()
    {
        var random = new Random(5);
        float[] centres = [.. Enumerable.Range(0, 2 * 30).SelectMany(_ => new[] { Within(random, 45), Within(random, 45), Within(random, 4) })];
        centres.AsSpan(0, 3).CopyTo(centres.AsSpan(3 * 17));
        return (tensor(centres, [2, 30, 3]), tensor([.. Enumerable.Range(0, 2 * 30 * 8).Select(_ => (float)random.NextDouble())], [2, 30, 8]));
    }

    private static float Within(Random random, double reach) => (float)((2 * random.NextDouble() - 1) * reach);
}
