using TorchSharp;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// One loop for every stage: batch → losses → backward → clipped AdamW step → moving average; a line of the log, a preview and a checkpoint
/// from time to time. A run that was stopped and goes on gives the same bits on a CPU as one that never stopped: everything random follows
/// from the run's seed and the step.
/// </summary>
/// <typeparam name="TBatch">What a step gets.</typeparam>
public sealed class TrainingLoop<TBatch> : ITrainingRun
    where TBatch : class, IDisposable
{
    private const ulong SeedStride = 0x9E3779B97F4A7C15; // keeps the seeds of neighbouring steps far apart

    private readonly TrainingStage<TBatch> stage;
    private readonly TrainingConfig config;
    private readonly RunFolder folder;
    private readonly TimeProvider time;
    private readonly Dictionary<string, Tensor> weights = new(StringComparer.Ordinal);
    private readonly CheckpointFolder checkpoints;
    private readonly LossLog log;
    private int done;
    private double secondsBefore;

    /// <summary>A loop over a stage.</summary>
    /// <param name="stage">What is learnt; it is disposed of with the loop.</param>
    /// <param name="config">How.</param>
    /// <param name="folder">Where the run is kept.</param>
    /// <param name="time">Clock of checkpoints and logs.</param>
    public TrainingLoop(TrainingStage<TBatch> stage, TrainingConfig config, RunFolder folder, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(folder);
        config.Validate();
        (this.stage, this.config, this.folder, this.time) = (stage, config, folder, time ?? TimeProvider.System);
        foreach (TrainedPart part in stage.Parts)
        {
            foreach ((string name, Tensor value) in part.Module.state_dict())
            {
                weights[$"{part.Name}.{name}"] = value;
            }
        }
        checkpoints = new(folder.Checkpoints);
        log = new(folder.Losses);
    }

    /// <inheritdoc/>
    public bool Run(bool continued, Action<TrainingProgress>? progress, CancellationToken cancellation)
    {
        using IDisposable held = folder.Hold();
        using DisposeScope scope = NewDisposeScope();
        using RunOptimizer optimizer = new(stage.Parts, config);
        using WeightAverage average = new(weights, config.AverageDecay);
        StepMeter meter = new(time);
        LoaderPosition start = continued ? Load(optimizer, average, meter) : default;
        using IBatchSource<TBatch> batches = stage.Batches(start);
        long began = time.GetTimestamp(), saved = began;
        Mode(training: true);
        progress?.Invoke(Progress(TrainingMoment.Began, null));
        while (done < config.Steps && !cancellation.IsCancellationRequested)
        {
            int epoch;
            try
            {
                epoch = Step(batches, optimizer, meter, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break; // while waiting for data: nothing of this step has happened
            }
            average.Update(done);
            done++;
            if (done % config.LogSteps == 0 || done == config.Steps) // at the same steps, wherever the run was interrupted
            {
                LossLine line = meter.Close(done, epoch, Seconds(began), config.LearningRate * LearningRateSchedule.Share(config, done - 1));
                log.Append(line);
                progress?.Invoke(Progress(TrainingMoment.Line, null) with
                {
                    Line = line,
                    Loss = line.Loss,
                    Terms = line.Terms,
                    SamplesPerSecond = line.SamplesPerSecond,
                    Left = TimeSpan.FromSeconds((config.Steps - done) * config.BatchSize * config.Accumulation / line.SamplesPerSecond),
                });
            }
            if (config.PreviewSteps > 0 && (done % config.PreviewSteps == 0 || done == config.Steps))
            {
                TrainingProgress seen = Preview(average); // also where nobody listens
                progress?.Invoke(seen);
            }
            if (time.GetElapsedTime(saved).TotalMinutes >= config.CheckpointMinutes)
            {
                Save(optimizer, average, meter, batches.Position, Seconds(began), progress);
                saved = time.GetTimestamp();
            }
        }
        Save(optimizer, average, meter, batches.Position, Seconds(began), progress);
        if (done < config.Steps)
        {
            return false;
        }
        progress?.Invoke(Progress(TrainingMoment.Saving, null));
        Export(average);
        return true;
    }

    /// <inheritdoc/>
    public int Export()
    {
        using DisposeScope scope = NewDisposeScope();
        using WeightAverage average = new(weights, config.AverageDecay);
        done = checkpoints.Load(weights, average.Values, null).Step;
        Export(average);
        return done;
    }

    /// <summary>Lets go of the stage.</summary>
    public void Dispose() => stage.Dispose();

    /// <returns>The epoch of the last batch.</returns>
    private int Step(IBatchSource<TBatch> batches, RunOptimizer optimizer, StepMeter meter, CancellationToken cancellation)
    {
        using DisposeScope scope = NewDisposeScope();
        int epoch = 0;
        List<string> samples = [];
        for (int part = 0; part < config.Accumulation; part++)
        {
            using DisposeScope inner = NewDisposeScope();
            // Once a step has begun it is finished: half of it could not be resumed.
            using TBatch batch = meter.Time(StepMeter.Data, () => batches.Take(part == 0 ? cancellation : default));
            epoch = batches.Position.Epoch;
            manual_seed((long)Seed(part));
            (Tensor sum, List<(string, double)> values) = meter.Time(StepMeter.Forward, () => Forward(batch));
            meter.Time(StepMeter.Backward, () =>
            {
                (config.Accumulation == 1 ? sum : sum / config.Accumulation).backward();
                return true;
            });
            IReadOnlyList<string> own = stage.Samples(batch);
            samples.AddRange(own);
            meter.Batch(values, sum.ToDouble(), own.Count);
        }
        meter.Step(meter.Time(StepMeter.Optimiser, () => Descend(optimizer, samples)));
        return epoch;
    }

    private (Tensor Sum, List<(string, double)> Values) Forward(TBatch batch)
    {
        using Autocast? mixed = Mixed();
        IReadOnlyList<LossTerm> terms = stage.Losses(batch, done);
        List<(string, double)> values = [.. terms.Select(term => (term.Name, term.Value.ToDouble()))];
        if (values.FindIndex(v => !double.IsFinite(v.Item2)) is >= 0 and int fault)
        {
            throw Fault(batch, values[fault].Item1, values[fault].Item2);
        }
        Tensor sum = terms.Where(term => term.Minimised).Select(term => term.Value).Aggregate((a, b) => a + b);
        return (sum, values);
    }

    private Autocast? Mixed() => config.Precision == TrainingPrecision.Mixed && stage.GainsFromMixedPrecision(Device.type) && TorchDevice.HasFastBFloat16(Device)
        ? new(Device.type, ScalarType.BFloat16)
        : null;

    private double Descend(RunOptimizer optimizer, IReadOnlyList<string> samples)
    {
        double norm = nn.utils.clip_grad_norm_(optimizer.Parameters, config.ClipNorm);
        if (!double.IsFinite(norm))
        {
            throw new NonFiniteLossException("gradient", done, samples, norm);
        }
        optimizer.Step(config.LearningRate * LearningRateSchedule.Share(config, done));
        optimizer.Clear();
        return norm;
    }

    // Which sample is at fault shows when each goes through alone.
    private NonFiniteLossException Fault(TBatch batch, string term, double value)
    {
        IReadOnlyList<string> samples = stage.Samples(batch);
        using IDisposable _ = no_grad();
        for (int i = 0; i < samples.Count && samples.Count > 1; i++)
        {
            if (stage.Alone(batch, i) is { } alone && stage.Losses(alone, done).FirstOrDefault(t => !double.IsFinite(t.Value.ToDouble())) is { } found)
            {
                return new(found.Name, done, [samples[i]], found.Value.ToDouble());
            }
        }
        return new(term, done, samples, value);
    }

    private TrainingProgress Preview(WeightAverage average)
    {
        Directory.CreateDirectory(folder.Previews);
        IReadOnlyDictionary<string, double> figures = Averaged(average, () => stage.Preview(Path.Combine(folder.Previews, $"step-{done:0000000}")));
        PreviewLine line = new(done, figures);
        if (figures.Count > 0)
        {
            JsonLines.Append(folder.PreviewFigures, line, TrainingJson.Default.PreviewLine);
        }
        string news = $"preview at step {done}" + string.Concat(figures.Select(f => FormattableString.Invariant($", {f.Key} {f.Value:0.###}")));
        string? alarm = stage.Alarm(figures);
        return Progress(TrainingMoment.Preview, alarm is null ? news : $"{news}{Environment.NewLine}WARNING: {alarm}") with { Preview = line, Alarm = alarm };
    }

    private void Export(WeightAverage average)
    {
        Directory.CreateDirectory(folder.Results);
        Averaged(average, () =>
        {
            stage.Export(folder.Results, done);
            return true;
        });
    }

    private T Averaged<T>(WeightAverage average, Func<T> run)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable swapped = average.Swap();
        using IDisposable _ = no_grad();
        Mode(training: false);
        try
        {
            return run();
        }
        finally
        {
            Mode(training: true);
        }
    }

    private LoaderPosition Load(RunOptimizer optimizer, WeightAverage average, StepMeter meter)
    {
        RunState state = checkpoints.Load(weights, average.Values, optimizer.Load);
        if (state.Stage != stage.Name || state.Seed != config.Seed)
        {
            throw new TrainingException($"The checkpoint is of the stage {state.Stage} with seed {state.Seed}; this run is {stage.Name} with seed {config.Seed}.");
        }
        (done, secondsBefore) = (state.Step, state.Seconds);
        if (state.Meter is { } counted)
        {
            meter.Continue(counted);
        }
        log.TruncateAfter(done);
        if (File.Exists(folder.PreviewFigures))
        {
            JsonLines.Keep(folder.PreviewFigures, TrainingJson.Default.PreviewLine, line => line.Step <= done);
        }
        return state.Position;
    }

    private void Save(RunOptimizer optimizer, WeightAverage average, StepMeter meter, LoaderPosition position, double seconds, Action<TrainingProgress>? progress)
    {
        progress?.Invoke(Progress(TrainingMoment.Saving, null));
        using DisposeScope scope = NewDisposeScope();
        checkpoints.Save(new() { Step = done, Position = position, Seconds = seconds, Seed = config.Seed, Stage = stage.Name, Meter = meter.Read() }, weights, average.Values, optimizer.State());
        if (File.Exists(folder.Losses))
        {
            CurvePage.Write([folder], folder.CurvePage);
            CurvePicture.Write([folder], folder.CurvePicture);
        }
        progress?.Invoke(Progress(TrainingMoment.Saved, $"checkpoint at step {done}"));
    }

    private void Mode(bool training)
    {
        foreach (TrainedPart part in stage.Parts)
        {
            part.Module.train(training);
        }
    }

    private Device Device => weights.Values.First().device;

    private ulong Seed(int part) => unchecked(config.Seed + SeedStride * (ulong)(1 + done * config.Accumulation + part)) >> 1;

    private double Seconds(long began) => secondsBefore + time.GetElapsedTime(began).TotalSeconds;

    private TrainingProgress Progress(TrainingMoment moment, string? news) => new(done, config.Steps, 0, new Dictionary<string, double>(), 0, TimeSpan.Zero, news) { Moment = moment };
}
