using TorchSharp;
using TorchSharp.Modules;
using VoxPilot.Core;
using VoxPilot.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Perception;

// B batch, H horizons, Q queries, R points now, F points then, C channels, D channels of the language model

/// <summary>
/// Occupancy at 1, 2 and 3 s from the queries of now, the language model's hidden states and the car's motion; one set of
/// parameters for all horizons (spec/sparseoccvla.md §7.2). Horizons are folded into the batch.
/// </summary>
public sealed class Forecaster : Module
{
    private readonly ForecasterConfig config;
    private readonly NormalizedSpace space;
    private readonly Sequential hidden;
    private readonly LayerNorm fusion;
    private readonly Linear global;
    private readonly LayerNorm globalNorm;
    private readonly Parameter horizonEmbedding;
    private readonly Sequential motionCode;
    private readonly Sequential pointCode;
    private readonly ModuleList<ForecasterBlock> blocks = new();
    private readonly Sequential pointHead;
    private readonly Sequential classHead;
    private readonly Sequential motionHead;
    private readonly Parameter? entering;
    private readonly Parameter? enteringLogits;

    /// <summary>A forecaster of the given architecture.</summary>
    public Forecaster(ForecasterConfig config) : base(nameof(Forecaster))
    {
        ArgumentNullException.ThrowIfNull(config);
        if (config.StartsFromPresent && config.Points != config.SourcePoints)
        {
            throw new ArgumentException($"A forecast that starts from the present has as many points then as now; {config.Points} and {config.SourcePoints} were given.", nameof(config));
        }
        this.config = config;
        MovesAgents = config.MovesAgents;
        space = new(config.Grid);
        int c = config.Width;
        hidden = Sequential(Linear(config.LanguageWidth, c), GELU(), Linear(c, c));
        fusion = LayerNorm(c);
        global = Linear(config.LanguageWidth, c);
        globalNorm = LayerNorm(c);
        horizonEmbedding = new(zeros(config.Horizons.Length, c), true);
        motionCode = Sequential(Linear(config.MotionWidth, c), GELU(), Linear(c, c));
        pointCode = Sequential(Linear(4 * config.SourcePoints, c), GELU(), Linear(c, c));
        for (int i = 0; i < config.Blocks; i++)
        {
            blocks.Add(new(config));
        }
        pointHead = Head(3);
        classHead = Head(config.Classes);
        motionHead = Head(2);
        register_module("hidden", hidden);
        register_module("fusion", fusion);
        register_module("global", global);
        register_module("global_norm", globalNorm);
        register_parameter("horizon_embedding", horizonEmbedding);
        register_module("motion_code", motionCode);
        register_module("point_code", pointCode);
        register_module("blocks", blocks);
        register_module("point_head", pointHead);
        register_module("class_head", classHead);
        register_module("motion_head", motionHead);
        if (config.StartsFromPresent)
        {
            entering = new(zeros(c), true);
            enteringLogits = new(zeros(config.Classes), true);
            register_parameter("entering", entering);
            register_parameter("entering_logits", enteringLogits);
        }
    }

    /// <summary>Whether what may move moves; see <see cref="ForecasterConfig.MovesAgents"/>.</summary>
    public bool MovesAgents { get; set; }

    /// <summary>Points and logits at each horizon.</summary>
    /// <param name="now">Last layer of the encoder: Q_L (B, Q, C), P_L (B, Q, R, 3); C_L (B, Q, R, 17) where the forecast starts from the present.</param>
    /// <param name="hiddenOccupancy">h_o (B, Q, D): hidden states at the scene tokens.</param>
    /// <param name="hiddenGlobal">H_g (B, H, 4, D): hidden states at the global tokens of each horizon.</param>
    /// <param name="motion">m (B, H, 6): the car's motion until each horizon.</param>
    public ForecastPoints forward(OccupancyQueries now, Tensor hiddenOccupancy, Tensor hiddenGlobal, Tensor motion)
    {
        ArgumentNullException.ThrowIfNull(now);
        ArgumentNullException.ThrowIfNull(hiddenOccupancy);
        ArgumentNullException.ThrowIfNull(hiddenGlobal);
        ArgumentNullException.ThrowIfNull(motion);
        using DisposeScope scope = NewDisposeScope();
        long b = now.Points.shape[0], q = now.Points.shape[1], r = now.Points.shape[2];
        int h = config.Horizons.Length, c = config.Width, n = config.Points;

        Tensor o = hidden.forward(hiddenOccupancy);                                          // (B, Q, C)
        Tensor f0 = fusion.forward(config.QueryResidual ? now.Features + o : o);             // F_0 (B, Q, C)
        Tensor moment = horizonEmbedding + motionCode.forward(motion);                       // (B, H, C)
        Tensor f = (f0.unsqueeze(1) + moment.unsqueeze(2)).view(b * h, q, c);                // F_t (B·H, Q, C)

        Tensor g = globalNorm.forward(global.forward(hiddenGlobal)).view(b * h, -1, c);      // (B·H, 4, C)
        Tensor centre = now.Centres();                                                       // (B, Q, 3)
        Tensor centres = centre.unsqueeze(1).expand(b, h, q, 3).reshape(b * h, q, 3);        // (B·H, Q, 3)
        foreach (ForecasterBlock block in blocks)
        {
            f = block.forward(f, g, centres);                                                // (B·H, Q, C)
        }

        Tensor start = centre.view(b, 1, q, 1, 3), classes = zeros([], device: f.device);    // mean(P_L)
        Tensor learnt = ones([], device: f.device);                                          // where classes and points are
        Tensor coded = now.Points.unsqueeze(1).expand(b, h, q, r, 3);
        if (config.StartsFromPresent)
        {
            (start, Tensor entered) = SeenFrom(now.Points, motion);                          // (B, H, Q, R, 3), (B, H, Q)
            coded = start;
            classes = where(entered.view(b, h, q, 1, 1), enteringLogits!, now.Logits.unsqueeze(1));
            f = f + entered.view(b * h, q, 1).to_type(f.dtype) * entering!;
            learnt = entered.view(b, h, q, 1, 1).to_type(f.dtype);                           // (B, H, Q, 1, 1)
        }
        Tensor e = f + PointCode(PointsAndTimes(coded, b, h, q, r));                         // E_t (B·H, Q, C)
        Tensor logits = classes + learnt * classHead.forward(e).view(b, h, q, n, config.Classes);
        Tensor delta = pointHead.forward(e).view(b, h, q, n, 3) * config.OffsetScale;        // metres
        Tensor velocity = motionHead.forward(e).view(b, h, q, n, 2);
        Tensor points = start + learnt * delta;                                              // P_t
        if (MovesAgents)
        {
            points = points + functional.pad(velocity * Movable(logits), [0, 1]);            // Δz gets none
        }
        return new ForecastPoints { Points = points, Logits = logits }.MoveToOuterDisposeScope();
    }

    internal void Initialize(Generator generator)
    {
        foreach (Sequential chain in (Sequential[])[hidden, motionCode, pointCode, pointHead, classHead, motionHead])
        {
            Initialization.Chain(chain, generator);
        }
        Initialization.Norm(fusion);
        Initialization.Linear(global, generator);
        Initialization.Norm(globalNorm);
        Initialization.Uniform(horizonEmbedding, -0.02, 0.02, generator);
        foreach (ForecasterBlock block in blocks)
        {
            block.Initialize(generator);
        }
        if (config.StartsFromPresent)
        {
            foreach (Sequential head in (Sequential[])[pointHead, classHead, motionHead])
            {
                Linear last = (Linear)head.children().Last();
                Initialization.Constant(last.weight, 0);
                Initialization.Constant(last.bias!, 0);
            }
            Initialization.Constant(entering!, 0);
            Initialization.Constant(enteringLogits!, -Math.Log(99));
            return;
        }
        Initialization.Constant(((Linear)classHead.children().Last()).bias!, -Math.Log(99)); // probability 0.01, as in the encoder
    }

    private Sequential Head(int values) => Sequential(
        Linear(config.Width, config.Width), GELU(), Linear(config.Width, config.Width), GELU(),
        Linear(config.Width, values * config.Points));

    /// <summary>
    /// Points of now (B, Q, R, 3) in the ego frames of the horizons, (B, H, Q, R, 3); the ground is flat. A query whose centre leaves the grid on one
    /// side comes in on the other, where nothing is known yet: which do is the second, (B, H, Q).
    /// </summary>
    private (Tensor Points, Tensor Entered) SeenFrom(Tensor points, Tensor motion)
    {
        Tensor Of(int number) => motion.narrow(2, number, 1).unsqueeze(-1);                  // (B, H, 1, 1)
        Tensor x = points.select(-1, 0).unsqueeze(1) - Of(0) * ForecasterConfig.MotionMetres; // (B, H, Q, R)
        Tensor y = points.select(-1, 1).unsqueeze(1) - Of(1) * ForecasterConfig.MotionMetres;
        Tensor sin = Of(2).sin(), cos = Of(2).cos();
        Tensor moved = stack([cos * x + sin * y, cos * y - sin * x, points.select(-1, 2).unsqueeze(1).expand_as(x)], -1);
        Tensor laps = Laps(moved) * Laps(points).eq(0).all(-1, keepdim: true).unsqueeze(1).to_type(moved.dtype);  // (B, H, Q, 2)
        return (moved - functional.pad(laps * Size(points.device), [0, 1]).unsqueeze(3), laps.ne(0).any(-1));
    }

    /// <summary>How many grids to the side the centres of points (…, Q, R, 3) lie: (…, Q, 2), 0 inside.</summary>
    private Tensor Laps(Tensor points)
    {
        GridSpec grid = config.Grid;
        Tensor least = tensor([(float)grid.Origin.X, (float)grid.Origin.Y], device: points.device);
        return ((points.mean([-2]).narrow(-1, 0, 2) - least) / Size(points.device)).floor();
    }

    private Tensor Size(Device device) => tensor([(float)(config.Grid.SizeX * config.Grid.Voxel), (float)(config.Grid.SizeY * config.Grid.Voxel)], device: device);

    /// <summary>In single precision also where autocast is on: 8 bits of 80 m are 0.3 m.</summary>
    private Tensor PointCode(Tensor pointsAndTimes)
    {
        using Autocast _ = Autocast.Off(pointsAndTimes.device_type);
        return pointCode.forward(pointsAndTimes);
    }

    /// <summary>Points (B, H, Q, R, 3) normalised, each with the time looked at: (B·H, Q, R·4).</summary>
    private Tensor PointsAndTimes(Tensor points, long b, long h, long q, long r)
    {
        Tensor place = space.Normalise(points);
        Tensor time = tensor([.. config.Horizons.Select(s => (float)(s / config.Horizons[^1]))], device: points.device)
            .view(1, h, 1, 1, 1).expand(b, h, q, r, 1);
        return cat([place, time], dim: -1).reshape(b * h, q, 4 * r);
    }

    /// <summary>1 where the best class of a point may move (labels 2 to 10), else 0: (B, H, Q, F, 1).</summary>
    private static Tensor Movable(Tensor logits)
    {
        Tensor label = logits.argmax(-1, keepdim: true);
        return (label.ge((int)OccupancyClass.Bicycle) & label.le((int)OccupancyClass.Truck)).to_type(logits.dtype);
    }
}
