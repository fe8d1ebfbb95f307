using System.Runtime.ExceptionServices;

using VoxPilot.Core.Imaging;

namespace VoxPilot.Core.Datasets.Loading;

/// <summary>
/// Batches of training samples, prepared ahead on threads of its own. The same seed gives the same batches on any number of threads, and a
/// loader that starts at a saved position goes on as the first would have. For one consumer at a time.
/// </summary>
public sealed class ClipLoader : IDisposable
{
    private readonly IDriveDataset dataset;
    private readonly ClipLoaderOptions options;
    private readonly TimeProvider time;
    private readonly long started;
    private readonly ImageDecoder decoder = new();
    private readonly SamplePool pool = new();
    private readonly PrefetchQueue<EpochDraw, LoadedSample> queue;
    private readonly List<TrainingSample> pending = []; // samples of the batch that is being put together
    private readonly List<SkippedSample> skipped = [];
    private Exception? failure;
    private long batches, samples, waited, reading, preparing;
    private int skippedOfEpoch;
    private bool goodInEpoch;

    /// <summary>Starts to prepare batches.</summary>
    /// <param name="dataset">Where key frames come from.</param>
    /// <param name="options">What batches are made.</param>
    /// <param name="start">Where to begin: the position of a checkpoint, or the default.</param>
    /// <param name="time">Clock of the statistics.</param>
    /// <exception cref="ArgumentException">An option makes no sense; the message names it.</exception>
    public ClipLoader(IDriveDataset dataset, ClipLoaderOptions options, LoaderPosition start = default, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (this.dataset, this.options, this.time, Position) = (dataset, options, time ?? TimeProvider.System, start);
        started = this.time.GetTimestamp();
        Sampler = new(dataset.Count, options.Seed, options.Shuffle, options.Weights);
        queue = new(Sampler.From(start, options.Epochs), options.Threads, Math.Max(options.Threads, options.Prefetch * options.BatchSize), MakeWorker);
    }

    /// <summary>The order of samples.</summary>
    public ClipSampler Sampler { get; }

    /// <summary>Where a loader has to start to go on after the last batch that was handed out.</summary>
    public LoaderPosition Position { get; private set; }

    /// <summary>Samples that were left out because of faults, with reasons.</summary>
    public IReadOnlyList<SkippedSample> Skipped => skipped;

    /// <summary>What was done so far.</summary>
    public LoaderStatistics Statistics => new(
        batches, samples, skipped.Count, time.GetElapsedTime(started), Span(waited), Span(Interlocked.Read(ref reading)), Span(Interlocked.Read(ref preparing)));

    /// <summary>How many arrays of samples were made; more only where the consumer keeps batches.</summary>
    internal int SamplesMade => pool.Made;

    /// <summary>The next batch; null after the last epoch. The last one of an epoch may be smaller.</summary>
    /// <exception cref="DatasetException">A sample cannot be read and is not to be skipped, or an epoch has no sample that can be read. So it is at every further call.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is lost, and the next call goes on.</exception>
    /// <exception cref="ObjectDisposedException">The loader was disposed.</exception>
    public TrainingBatch? Next(CancellationToken cancellation = default)
    {
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
        while (Take(cancellation) is LoadedSample loaded)
        {
            if (loaded.Sample is TrainingSample sample)
            {
                pending.Add(sample);
                goodInEpoch = true;
            }
            else
            {
                Skip(loaded);
            }
            bool full = pending.Count == options.BatchSize;
            if (loaded.Draw.IsLast)
            {
                EndEpoch(loaded);
                if (!full && options.DropLast)
                {
                    pending.ForEach(pool.Return);
                    pending.Clear();
                }
            }
            if (full || loaded.Draw.IsLast && pending.Count > 0)
            {
                TrainingBatch batch = new([.. pending], loaded.Draw.Epoch, loaded.Draw.After, pool.Return);
                pending.Clear();
                (Position, batches, samples) = (batch.Next, batches + 1, samples + batch.Samples.Count);
                return batch;
            }
        }
        return null;
    }

    /// <summary>Stops the threads, within a second even where one hangs in a read. Batches that were handed out stay valid.</summary>
    public void Dispose()
    {
        queue.Dispose();
        decoder.Dispose();
    }

    private LoadedSample? Take(CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        try
        {
            return queue.Take(cancellation);
        }
        finally
        {
            waited += time.GetElapsedTime(began).Ticks;
        }
    }

    private void Skip(LoadedSample loaded)
    {
        Exception fault = loaded.Fault!;
        if (options.OnFault == FaultPolicy.Stop || fault is not DatasetException)
        {
            Fail(fault);
        }
        skipped.Add(new(dataset.Token(loaded.Draw.Draw.Index), loaded.Draw.Epoch, fault.Message));
        skippedOfEpoch++;
    }

    private void EndEpoch(LoadedSample last)
    {
        if (!goodInEpoch && skippedOfEpoch > 0)
        {
            Fail(new DatasetException(
                $"{dataset.Name}: none of the {skippedOfEpoch} samples of epoch {last.Draw.Epoch} could be read; the last fault was: {skipped[^1].Reason}", dataset.Name));
        }
        (goodInEpoch, skippedOfEpoch) = (false, 0);
    }

    private void Fail(Exception fault)
    {
        failure = fault;
        pending.ForEach(pool.Return);
        pending.Clear();
        queue.Dispose();
        ExceptionDispatchInfo.Throw(fault);
    }

    // Runs once on each thread.
    private Func<EpochDraw, CancellationToken, LoadedSample> MakeWorker()
    {
        SampleBuilder builder = new(dataset, options, decoder);
        return (draw, cancellation) => Load(builder, draw, cancellation);
    }

    private LoadedSample Load(SampleBuilder builder, EpochDraw draw, CancellationToken cancellation)
    {
        TrainingSample sample = pool.Rent();
        try
        {
            long began = time.GetTimestamp();
            Clip clip = builder.Read(draw);
            long read = time.GetTimestamp();
            builder.Build(draw, clip, sample, cancellation);
            Interlocked.Add(ref reading, time.GetElapsedTime(began, read).Ticks);
            Interlocked.Add(ref preparing, time.GetElapsedTime(read).Ticks);
            return new(draw, sample, null);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            pool.Return(sample);
            return new(draw, null, Named(e, dataset.Token(draw.Draw.Index)));
        }
    }

    private Exception Named(Exception fault, string token) => fault switch
    {
        DatasetException => fault,
        InvalidInputException e => new DatasetException($"{dataset.Name}: sample {token} is damaged: {e.Message}", e.Part, token, e),
        InvalidDataException or IOException or UnauthorizedAccessException =>
            new DatasetException($"{dataset.Name}: sample {token} cannot be read: {fault.Message}", dataset.Name, token, fault),
        _ => new InvalidOperationException($"{dataset.Name}: sample {token} could not be prepared: {fault.Message}", fault),
    };

    private static TimeSpan Span(long ticks) => new(ticks);
}
