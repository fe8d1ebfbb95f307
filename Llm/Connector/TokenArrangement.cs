using VoxPilot.Llm.Sampling;
using static TorchSharp.torch;

namespace VoxPilot.Llm;

// B batch, Q queries, D width

/// <summary>
/// Brings the tokens of scenes into the order in which the language model reads them (<see cref="TokenOrder"/>), and what it makes of them back to the queries'.
/// Its tensors belong to the dispose scope in which it was made.
/// </summary>
public sealed class TokenArrangement
{
    private readonly Tensor? places;   // (B, Q, 1): which query stands at a place; null: each at its own
    private readonly Tensor? returned; // (B, Q, 1): at which place a query stands

    private TokenArrangement(Tensor? places)
    {
        this.places = places?.unsqueeze(-1);
        returned = places?.argsort(-1).unsqueeze(-1);
    }

    /// <summary>The arrangement of scenes.</summary>
    /// <param name="config">Says which order.</param>
    /// <param name="centres">Centres of the queries (B, Q, 3), metres in the ego frame.</param>
    public static TokenArrangement Of(ConnectorConfig config, Tensor centres)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(centres);
        return new(config.Order switch
        {
            TokenOrder.Random => Shuffled(config.OrderSeed, (int)centres.shape[1], centres.device).expand(centres.shape[0], -1),
            TokenOrder.SpaceFilling => AlongCurve(config, centres),
            _ => null,
        });
    }

    /// <summary>Rows of the queries (B, Q, D) in the language model's order.</summary>
    public Tensor Arrange(Tensor rows) => Gather(rows, places);

    /// <summary>Rows of the language model (B, Q, D) in the queries' order.</summary>
    public Tensor Restore(Tensor rows) => Gather(rows, returned);

    private static Tensor Gather(Tensor rows, Tensor? from)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return from is null ? rows : rows.gather(1, from.expand(-1, -1, rows.shape[2]));
    }

    // Fisher and Yates; the same on every machine and device
    private static Tensor Shuffled(ulong seed, int count, Device device)
    {
        var random = new SplitMix64(seed);
        long[] order = [.. Enumerable.Range(0, count).Select(i => (long)i)];
        for (var i = count - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return tensor(order, device: device).unsqueeze(0);                                                  // (1, Q)
    }

    // Bits of the voxel's three indices, interleaved; of queries in one voxel the first comes first.
    private static Tensor AlongCurve(ConnectorConfig config, Tensor centres)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var grid = config.Grid;
        var code = zeros(centres.shape[0], centres.shape[1], dtype: ScalarType.Int64, device: centres.device);
        (double Low, int Size)[] axes = [(grid.Origin.X, grid.SizeX), (grid.Origin.Y, grid.SizeY), (grid.Origin.Z, grid.SizeZ)];
        for (var axis = 0; axis < axes.Length; axis++)
        {
            var (low, size) = axes[axis];
            var cell = ((centres.select(-1, axis) - low) / grid.Voxel).floor().clamp(0, size - 1).to_type(ScalarType.Int64);
            for (var bit = 0; 1 << bit < size; bit++)
            {
                code = code + cell.div(1L << bit, RoundingMode.floor).remainder(2) * (1L << (axes.Length * bit + axis));
            }
        }

        var ranked = code * centres.shape[1] + arange(centres.shape[1], dtype: ScalarType.Int64, device: centres.device);
        return ranked.argsort(-1).MoveToOuterDisposeScope();                                                // (B, Q)
    }
}
