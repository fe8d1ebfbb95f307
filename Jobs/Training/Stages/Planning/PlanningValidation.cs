using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.Core.Metrics;
using VoxPilot.Driving;
using VoxPilot.Jobs.Baselines;
using VoxPilot.Perception;
using VoxPilot.Planning;
using VoxPilot.World.Sheets;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>What the networks do on key frames of other towns, as at test time: both denoising steps, and the forecast along the model's own plan.</summary>
internal sealed class PlanningValidation : IDisposable
{
    private const int Drawn = 4;

    private readonly DrivingModel model;
    private readonly IDriveDataset data;
    private readonly QueryCaches queries;
    private readonly CachedScenes scenes;
    private readonly IPlanningReasoning reasoning;
    private readonly QueryShape shape;
    private readonly int[] planned, forecast;
    private readonly bool listens; // and has learnt to do without

    private PlanningValidation(
        DrivingModel model, IDriveDataset data, QueryCaches queries, CachedScenes scenes, IPlanningReasoning reasoning, int[] planned, int[] forecast, bool listens)
    {
        (this.model, this.data, this.queries, this.scenes, this.reasoning, this.planned, this.forecast, this.listens) = (model, data, queries, scenes, reasoning, planned, forecast, listens);
        shape = QueryShape.Of(model.Config.Perception.Encoder);
    }

    /// <summary>Chooses key frames with six recorded steps, evenly spread.</summary>
    /// <param name="model">The networks.</param>
    /// <param name="data">Other towns than those that are learnt from.</param>
    /// <param name="queries">What is seen of them; it is disposed of with this.</param>
    /// <param name="supply">Makes what is thought of them.</param>
    /// <param name="config">How many.</param>
    /// <param name="progress">Hears how many key frames have been thought about.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="TrainingException">There are none.</exception>
    public static PlanningValidation Create(
        DrivingModel model, IDriveDataset data, QueryCaches queries, ReasoningSupply supply, PlanningConfig config, Action<int, int>? progress, CancellationToken cancellation)
    {
        CachedScenes scenes = new(queries, QueryShape.Of(model.Config.Perception.Encoder), model.Device);
        bool[] whole = new bool[data.Count];
        Reading.Each(data.Count, i => whole[i] = data.Read(i, KeyframeParts.None) is { FutureSteps: Trajectory.Steps, Frame.Ego: not null }, default);
        int[] all = [.. Enumerable.Range(0, data.Count).Where(i => whole[i])];
        return all.Length > 0
            ? new(model, data, queries, scenes, supply.Of(data, queries, false, [], progress, cancellation), Spread(all, config.PlannedFrames), Spread(all, config.ForecastFrames),
                config is { Reasoning: ReasoningSource.LanguageModel, ReasoningDropout: > 0 })
            : throw new TrainingException($"None of the {data.Count} key frames of the validation data has six recorded steps of its future; give another data set, or none.");
    }

    /// <summary>Measures plans and forecasts, and draws some.</summary>
    /// <param name="file">The picture.</param>
    public IReadOnlyDictionary<string, double> Preview(string file)
    {
        PlanErrors errors = new(), seen = new(), deaf = new();
        foreach (int index in planned)
        {
            using DisposeScope scope = NewDisposeScope();
            Keyframe keyframe = data.Read(index, KeyframeParts.None);
            int nearest = model.Anchors.Nearest(keyframe.Future!, keyframe.Frame.Command);
            errors.Add(Plan(keyframe, States(index, keyframe)), keyframe.Future!, nearest);
            Keyframe withheld = keyframe with { Frame = keyframe.Frame with { Ego = queries.Seen(index, mirror: false) } };
            seen.Add(Plan(withheld, States(index, withheld)), keyframe.Future!, nearest);
            if (listens)
            {
                deaf.Add(Plan(keyframe, States(index, keyframe), heard: false), keyframe.Future!, nearest);
            }
        }
        (DraftedPlan Plan, SeenFrame[] Ahead)[] looks = [.. forecast.Select(Look)];
        Dictionary<string, double> figures = new(errors.Figures) { ["l2.mean.ego_off"] = seen.Figures["l2.mean"] };
        if (listens)
        {
            figures["l2.mean.unheard"] = deaf.Figures["l2.mean"];
        }
        PointVoxelizerConfig rules = BestOf([.. looks.SelectMany(look => look.Ahead)]);
        OccupancyConfusion[] copied = Copied(looks);
        for (int h = 0; h < MotionCode.Horizons; h++)
        {
            figures[$"miou.{h + 1}s"] = SeenFrame.MeanIou(SeenFrame.Confusion([.. looks.Where(look => look.Ahead.Length > h).Select(look => look.Ahead[h])], rules, masked: false));
            figures[$"copied.{h + 1}s"] = SeenFrame.MeanIou(copied[h]);
        }
        PointVoxelizer voxelizer = new(rules);
        int rows = Math.Min(Drawn, looks.Length);
        File.WriteAllBytes(file, ImageEncoding.ToPng(PlanSheet.Draw([.. Enumerable.Range(0, rows).Select(row => Picture(row * looks.Length / rows, looks, voxelizer))])));
        return figures;
    }

    /// <summary>
    /// Whether what may move is forecast better moved than where it is (the forecaster does so from then on), and the rules from forecast points to voxels,
    /// by mean IoU over all horizons, no mask (spec/sparseoccvla.md §7.3). Rules are searched where that pays on key frames that they were not searched on: a
    /// threshold for each class has much to fit itself to.
    /// </summary>
    public (bool MovesAgents, PointVoxelizerConfig Rules) SetForecast()
    {
        (bool Moves, SeenFrame[][] Frames, double Score) best = ((bool[])[true, false]).Select(moves =>
        {
            model.Perception.Forecaster.MovesAgents = moves;
            SeenFrame[][] frames = [.. forecast.Select(index => Look(index).Ahead)];
            return (moves, frames, MeanIou([.. frames.SelectMany(f => f)], Rules));
        }).MaxBy(trial => trial.Item3);
        model.Perception.Forecaster.MovesAgents = best.Moves;
        SeenFrame[] searched = [.. best.Frames.Where((_, i) => i % 2 == 0).SelectMany(f => f)], held = [.. best.Frames.Where((_, i) => i % 2 == 1).SelectMany(f => f)];
        return (best.Moves, held.Length > 0 && MeanIou(held, ThresholdSearch.Run(searched, Rules, masked: false)) > MeanIou(held, Rules)
            ? ThresholdSearch.Run([.. searched, .. held], Rules, masked: false)
            : Rules);
    }

    /// <summary>What the safety envelope is to take for an obstacle.</summary>
    /// <param name="future">Rules from forecast points to voxels.</param>
    public EnvelopeFit Envelope(PointVoxelizerConfig future)
    {
        EnvelopeCalibration calibration = new(model.Config.Safety);
        PointVoxelizer present = new(model.Config.Voxels), ahead = new(future);
        foreach (int index in planned)
        {
            if (Scene(index, present, ahead) is { } scene)
            {
                calibration.Add(scene);
            }
        }
        return calibration.Best();
    }

    /// <inheritdoc/>
    public void Dispose() => queries.Dispose();

    private static double MeanIou(SeenFrame[] frames, PointVoxelizerConfig rules) => SeenFrame.MeanIou(SeenFrame.Confusion(frames, rules, masked: false));

    // The better of the pack's own rules and of the best threshold that all classes share.
    private PointVoxelizerConfig BestOf(SeenFrame[] frames) => new[] { ThresholdSearch.BestShared(frames, Rules, masked: false).Rules, Rules }
        .MaxBy(rules => SeenFrame.MeanIou(SeenFrame.Confusion(frames, rules, masked: false)))!;

    /// <summary>What copying the present and moving it along the same plans gives at each horizon (<see cref="CopyAndMove"/>).</summary>
    private OccupancyConfusion[] Copied((DraftedPlan Plan, SeenFrame[] Ahead)[] looks)
    {
        OccupancyConfusion[] confusions = [.. Enumerable.Range(0, MotionCode.Horizons).Select(_ => new OccupancyConfusion())];
        PointVoxelizer present = new(model.Config.Voxels);
        foreach (((DraftedPlan plan, SeenFrame[] ahead), int index) in looks.Zip(forecast))
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable _ = no_grad();
            OccupancyGrid now = Now(States(index, data.Read(index, KeyframeParts.None)), present).ToGrid();
            IReadOnlyList<FutureMotion> motion = MotionCode.FromTrajectory(plan.Trajectory);
            for (int h = 0; h < ahead.Length; h++)
            {
                confusions[h].Add(0, CopyAndMove.Move(now, motion[h]).Labels, ahead[h].Truth, []);
            }
        }
        return confusions;
    }

    private SparseOccupancy Now(PlanningStates states, PointVoxelizer present) =>
        present.Voxelize(states.Queries.Points.Numbers(), model.Perception.Occupancy.Classify(states.Queries.Features).Numbers(), shape.Points);

    // A forecast that starts from the present starts from its rules too.
    private PointVoxelizerConfig Rules => model.Config.Perception.Forecaster.StartsFromPresent ? model.Config.Voxels : model.Config.ForecastVoxels;

    /// <summary>A key frame for the safety envelope; null where the truth of some horizon is not known.</summary>
    private EnvelopeScene? Scene(int index, PointVoxelizer present, PointVoxelizer ahead)
    {
        Keyframe keyframe = data.Read(index, KeyframeParts.Occupancy);
        OccupancyGrid?[] then = [.. PlanningStage.Ahead.Select(step => data.ReadBeside(index, step, KeyframeParts.Occupancy)?.Occupancy?.Grid)];
        if (keyframe.Occupancy is not { } truth || then.Any(grid => grid is null))
        {
            return null;
        }
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        PlanningStates states = States(index, keyframe);
        (PlannerOutput output, int chosen) = Draft(keyframe, states);
        IReadOnlyList<FutureMotion> planned = MotionCode.FromTrajectory(output.Denoised[chosen]), driven = MotionCode.FromTrajectory(keyframe.Future!);
        ForecastPoints points = states.Forecast([MotionCode.Encode(planned, keyframe.Frame.Ego)]);
        return new(
            Now(states, present),
            [.. Enumerable.Range(0, MotionCode.Horizons).Select(h => new SeenAhead(h + 1, ahead.Voxelize(points.Points[0, h].Numbers(), points.Logits[0, h].Numbers(), (int)points.Points.shape[3]), Moved(planned[h])))],
            truth.Grid,
            [.. Enumerable.Range(0, MotionCode.Horizons).Select(h => new ForecastGrid(h + 1, then[h]!, Moved(driven[h])))],
            keyframe.Future!,
            output.Denoised);
    }

    private static Pose Moved(FutureMotion motion) => Pose.Planar(motion.X, motion.Y, motion.Yaw);

    /// <summary>The plan of a key frame, and what is forecast along it at each horizon whose truth is known.</summary>
    private (DraftedPlan Plan, SeenFrame[] Ahead) Look(int index)
    {
        using DisposeScope scope = NewDisposeScope();
        Keyframe keyframe = data.Read(index, KeyframeParts.None);
        PlanningStates states = States(index, keyframe);
        DraftedPlan plan = Plan(keyframe, states);
        ForecastPoints ahead = states.Forecast([MotionCode.Encode(MotionCode.FromTrajectory(plan.Trajectory), keyframe.Frame.Ego)]);
        List<SeenFrame> seen = [];
        for (int h = 0; h < MotionCode.Horizons; h++)
        {
            if (data.ReadBeside(index, PlanningStage.Ahead[h], KeyframeParts.Occupancy)?.Occupancy is { } truth)
            {
                seen.Add(new(ahead.Points[0, h].Numbers(), ahead.Logits[0, h].Numbers(), (int)ahead.Points.shape[3], [.. truth.Grid.Labels], []));
            }
        }
        return (plan, [.. seen]);
    }

    private PlanPicture Picture(int place, (DraftedPlan Plan, SeenFrame[] Ahead)[] looks, PointVoxelizer voxelizer)
    {
        (DraftedPlan plan, SeenFrame[] ahead) = looks[place];
        SeenFrame last = ahead[^1];
        return new()
        {
            Keyframe = data.Read(forecast[place], KeyframeParts.Occupancy),
            Anchors = [.. model.Anchors.Anchors.Select(anchor => anchor.Trajectory)],
            Plan = plan.Trajectory,
            Forecast = voxelizer.Voxelize(last.Points, last.Logits, last.PointsPerQuery).ToGrid(),
            Truth = new(GridSpec.Occ3D, last.Truth),
        };
    }

    private PlanningStates States(int index, Keyframe keyframe) =>
        reasoning.Think([PlannerExample.Drawn(index, keyframe, mirror: false)], scenes.Look([(index, false)]), [keyframe.Frame.Ego]);

    private DraftedPlan Plan(Keyframe keyframe, PlanningStates states, bool heard = true)
    {
        (PlannerOutput output, int chosen) = Draft(keyframe, states, heard);
        return new(chosen, output.Denoised[chosen]);
    }

    private (PlannerOutput Output, int Chosen) Draft(Keyframe keyframe, PlanningStates states, bool heard = true)
    {
        PlannerOutput output = model.Planner.Forward(
            states.Input([EgoFeatures.From(keyframe.Frame.Ego, keyframe.Frame.Command)], heard ? null : state => zeros_like(state)), model.AnchorTensors, new() { Seed = 0 });
        return (output, AnchorSet.Best([.. output.Scores], keyframe.Frame.Command));
    }

    private static int[] Spread(int[] all, int count) =>
        count >= all.Length ? all : [.. Enumerable.Range(0, count).Select(i => all[(int)((i + 0.5) * all.Length / count)])];
}
