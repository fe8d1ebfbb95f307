namespace VoxPilot.Perception;

/// <summary>Architecture of everything that sees, as data.</summary>
public sealed record PerceptionConfig
{
    /// <summary>What the networks get from a camera.</summary>
    public required ImageConfig Image { get; init; }

    /// <summary>Residual network over each image.</summary>
    public required BackboneConfig Backbone { get; init; }

    /// <summary>Feature pyramid over the backbone's stages.</summary>
    public required NeckConfig Neck { get; init; }

    /// <summary>Decoder of sparse occupancy queries.</summary>
    public required OccupancyEncoderConfig Encoder { get; init; }

    /// <summary>Occupancy at 1, 2 and 3 s.</summary>
    public required ForecasterConfig Forecaster { get; init; }

    /// <summary>Gaussians beside the occupancy queries; null: none are seen.</summary>
    public GaussianPlugInConfig? Gaussians { get; init; }

    /// <summary>The size that two cores can train (96×256 images, 2 frames, 160 queries of width 128).</summary>
    public static PerceptionConfig Nano() => new()
    {
        Image = new() { Width = 256, Height = 96 },
        Backbone = new()
        {
            Block = ResidualBlockKind.Basic,
            StemWidth = 24,
            Widths = [24, 48, 96, 160],
            Blocks = [1, 1, 2, 1],
            Outputs = [1, 2, 3],
            FrozenStages = 0,
            FreezeNorm = false,
        },
        Neck = new() { Width = 128 },
        Encoder = new()
        {
            Queries = 160,
            Width = 128,
            Points = [4, 16, 64, 192],
            Frames = 2,
            Levels = 3,
            FfnWidth = 256,
            Dropout = 0, // some epochs over some thousand key frames: it learns too little, not by heart
        },
        Forecaster = new() { Width = 128, LanguageWidth = 256, Blocks = 2, SourcePoints = 192, Points = 192, FfnWidth = 256, Dropout = 0, StartsFromPresent = true },
    };

    /// <summary>The published size (spec/sparseoccvla.md §19): ResNet-50 + FPN, 256×704 images, 5 frames, 600 queries.</summary>
    public static PerceptionConfig Paper() => new()
    {
        Image = new() { Width = 704, Height = 256 },
        Backbone = new()
        {
            Block = ResidualBlockKind.Bottleneck,
            StemWidth = 64,
            Widths = [64, 128, 256, 512],
            Blocks = [3, 4, 6, 3],
            Outputs = [0, 1, 2, 3],
            FrozenStages = 1,
            FreezeNorm = true,
        },
        Neck = new() { Width = 256 },
        Encoder = new()
        {
            Queries = 600,
            Width = 256,
            Points = [1, 4, 16, 32, 64, 128],
            Frames = 5,
            Levels = 4,
            FfnWidth = 512,
            LevelWeights = LevelWeightOrder.Opus,
        },
        Forecaster = new() { Width = 256, LanguageWidth = 4096, Blocks = 3, SourcePoints = 128, FfnWidth = 512 },
    };

    /// <summary>OPUS-T with ResNet-50, whose checkpoints load as they are: <see cref="Paper"/> with 8 frames.</summary>
    public static PerceptionConfig OpusT()
    {
        PerceptionConfig paper = Paper();
        return paper with { Encoder = paper.Encoder with { Frames = 8 } };
    }
}
