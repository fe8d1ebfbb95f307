using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Training;

/// <summary>Batches that follow from where they stand alone: sample i of epoch e is always the same.</summary>
internal sealed class MadeBatches(int size, LoaderPosition start, string? poisoned) : IBatchSource<MadeBatch>
{
    public const int PerEpoch = 10;

    public LoaderPosition Position { get; private set; } = start;

    public MadeBatch Take(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        List<float> inputs = [], targets = [];
        List<string> tokens = [];
        for (int i = 0; i < size; i++)
        {
            (int epoch, int index) = (Position.Epoch, Position.Index);
            Random random = new(1000 * epoch + index);
            string token = $"{epoch}/{index}";
            float[] own = [.. Enumerable.Range(0, MadeStage.Places * MadeStage.Features).Select(_ => token == poisoned ? float.NaN : (float)(2 * random.NextDouble() - 1))];
            inputs.AddRange(own);
            targets.Add(token == poisoned ? 0 : own.Sum() / 3);
            tokens.Add(token);
            Position = index + 1 < PerEpoch ? new(epoch, index + 1) : new(epoch + 1, 0);
        }
        return new([.. inputs], [.. targets], tokens);
    }

    public void Dispose()
    {
    }
}
