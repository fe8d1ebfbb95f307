using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Losses;

public sealed class ChamferTermTests
{
    private static readonly GridSpec grid = new(new(-4, -4, -1), 0.5, 16, 16, 6);

    [Theory]
    [InlineData(1, 3, true, 1)]
    [InlineData(2, 50, false, 1)]
    [InlineData(3, 200, true, 1)]
    [InlineData(2, 80, true, 0.25)]
    public void The_kernel_and_its_gradient_agree_with_the_composition(int samples, int points, bool masks, float unseen)
    {
        float[] least = new float[OccupancyClasses.Occupied], factors = [.. Enumerable.Repeat(1f, OccupancyClasses.Occupied)];
        (least[4], factors[11]) = (10, 0.5f);
        ChamferTerm term = new((masks ? OccupancyLossConfig.Opus() : OccupancyLossConfig.SparseWorld()) with { UnseenWeight = unseen }, least, factors);
        for (int seed = 0; seed < 5; seed++)
        {
            using DisposeScope scope = NewDisposeScope();
            Random random = new(seed);
            OccupancyTarget target = OccupancyTarget.Of(
                [.. Enumerable.Range(0, samples).Select(_ => new OccupancyGrid(grid, [.. Enumerable.Range(0, (int)grid.Count).Select(_ => (byte)(random.Next(8) == 0 ? random.Next(17) : 17))]))],
                masks ? [.. Enumerable.Range(0, samples).Select(_ => Enumerable.Range(0, (int)grid.Count).Select(_ => (byte)random.Next(2)).ToArray())] : null,
                CPU);
            Tensor places = tensor(FormulaTensor.Values($"chamfer/{seed}", samples * points * 3, 4), [samples * points, 3]);
            // Any pairs within a sample will do; several voxels share a point, and a first pair lies at distance 0.
            int[] starts = [.. Enumerable.Range(0, samples).Select(b => target.Counts.Take(b).Sum())];
            Tensor voxelOfPoint = tensor([.. Enumerable.Range(0, samples * points).Select(i => (long)starts[i / points] + random.Next(target.Counts[i / points]))]);
            Tensor pointOfVoxel = tensor([.. Enumerable.Range(0, samples).SelectMany(b => Enumerable.Range(0, target.Counts[b]).Select(_ => (long)b * points + random.Next(points)))]);
            places[0] = target.Centres[voxelOfPoint[0].item<long>()];

            Tensor? factor = masks ? null : tensor([.. Enumerable.Range(0, samples * points).Select(_ => random.NextSingle())]);

            (double expected, float[] slope) = Run(term.Compose);
            (double actual, float[] found) = Run(term.ByKernel);
            Assert.Equal(expected, actual, 1e-5 * expected);
            TensorAssert.RelativeToMax(found, slope, 1e-5, $"gradient, seed {seed}");

            (double, float[]) Run(Func<Tensor, Tensor, Tensor, OccupancyTarget, Tensor?, Tensor> value)
            {
                Tensor p = places.clone().requires_grad_(), sum = value(p, voxelOfPoint, pointOfVoxel, target, factor);
                (sum * 3).backward();
                return (sum.item<float>(), Golden.Floats(p.grad!));
            }
        }
    }
}
