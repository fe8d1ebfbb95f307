using VoxPilot.Core;

namespace VoxPilot.Llm;

// What a pack.json may not say yet stands in the constructor: only there does generated JSON code keep a default for what is not written.

/// <summary>Architecture of what joins the occupancy queries to the language model.</summary>
/// <param name="PositionEncoding">Whether a token knows where its query is (spec/sparseoccvla.md §5.1); false: T_o = W_2 · GELU(W_1 · LN(Q_L)).</param>
public sealed record ConnectorConfig(bool PositionEncoding = true)
{
    /// <summary>Channels C of a query.</summary>
    public required int QueryWidth { get; init; }

    /// <summary>Points R of a query after the encoder's last layer.</summary>
    public required int Points { get; init; }

    /// <summary>Classes K whose weight and place in each query the tokens are told (<see cref="SceneConnector"/>), from C_L; 0: they are told Q_L and P_L alone.</summary>
    public int Classes { get; init; }

    /// <summary>Width D of the language model.</summary>
    public required int LanguageWidth { get; init; }

    /// <summary>Hidden width of the position encoding.</summary>
    public int PositionWidth { get; init; } = 256;

    /// <summary>The order in which the language model reads the tokens of a scene.</summary>
    public TokenOrder Order { get; init; }

    /// <summary>Seed of <see cref="TokenOrder.Random"/>.</summary>
    public ulong OrderSeed { get; init; }

    /// <summary>Horizons with global tokens: 1, 2, 3 s.</summary>
    public int Horizons { get; init; } = 3;

    /// <summary>Global tokens of one horizon.</summary>
    public int TokensPerHorizon { get; init; } = 4;

    /// <summary>Numbers of a horizon's motion code.</summary>
    public int MotionWidth { get; init; } = 6;

    /// <summary>The volume that positions are measured in.</summary>
    public GridSpec Grid { get; init; } = GridSpec.Occ3D;

    /// <summary>Global tokens in all: 12.</summary>
    public int GlobalTokens => Horizons * TokensPerHorizon;

    /// <summary>For the size that two cores can train.</summary>
    public static ConnectorConfig Nano() => new() { QueryWidth = 128, Points = 192, LanguageWidth = LanguageConfig.Nano().Width, PositionWidth = 128 };

    /// <summary>The published size.</summary>
    public static ConnectorConfig Paper() => new() { QueryWidth = 256, Points = 128, LanguageWidth = LanguageConfig.Vicuna7B().Width };
}
