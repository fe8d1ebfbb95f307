using TorchSharp;
using VoxPilot.Core.Datasets.Loading;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// What one stage of training teaches, and from what. <see cref="TrainingLoop{TBatch}"/> does everything that stages have in common. All calls
/// come from one thread; those that make tensors stand in a dispose scope of the caller's.
/// </summary>
/// <typeparam name="TBatch">What a step gets.</typeparam>
public abstract class TrainingStage<TBatch> : IDisposable
    where TBatch : class, IDisposable
{
    /// <summary>Name of the stage: dense2d, occupancy, planning …</summary>
    public abstract string Name { get; }

    /// <summary>What is trained.</summary>
    public abstract IReadOnlyList<TrainedPart> Parts { get; }

    /// <summary>Whether <see cref="TrainingPrecision.Mixed"/> makes its steps faster on a kind of device that multiplies bfloat16 faster.</summary>
    public virtual bool GainsFromMixedPrecision(DeviceType device) => device == DeviceType.CUDA;

    /// <summary>Batches from a position on.</summary>
    public abstract IBatchSource<TBatch> Batches(LoaderPosition start);

    /// <summary>Tokens of the samples of a batch, so that a fault can name them.</summary>
    public abstract IReadOnlyList<string> Samples(TBatch batch);

    /// <summary>One sample of a batch as a batch, for finding out which one is at fault; null where the stage cannot take batches apart.</summary>
    /// <param name="batch">The batch; what is returned is valid as long as it is.</param>
    /// <param name="sample">Which sample.</param>
    public virtual TBatch? Alone(TBatch batch, int sample) => null;

    /// <summary>
    /// The terms of the loss, modules in training mode. What is random must follow from <paramref name="stepIndex"/> and the run's seed, or come from
    /// torch's own generator, which the loop seeds anew before each call.
    /// </summary>
    /// <param name="batch">A batch.</param>
    /// <param name="stepIndex">Which step, from 0.</param>
    public abstract IReadOnlyList<LossTerm> Losses(TBatch batch, int stepIndex);

    /// <summary>
    /// Draws what the networks give now and measures it on a few key frames, for people to watch. Modules are in evaluation mode and hold the
    /// averaged weights; there are no gradients.
    /// </summary>
    /// <param name="file">Path of the picture, without extension.</param>
    /// <returns>Figures by name; they go into the run's previews.jsonl.</returns>
    public virtual IReadOnlyDictionary<string, double> Preview(string file) => new Dictionary<string, double>();

    /// <summary>What people should look into, by the figures of a preview; null: nothing. It stands beside them in what the run tells.</summary>
    /// <param name="figures">What <see cref="Preview"/> gave.</param>
    public virtual string? Alarm(IReadOnlyDictionary<string, double> figures) => null;

    /// <summary>Writes what the stage leaves behind: a pack, a teacher. Modules hold the averaged weights.</summary>
    /// <param name="folder">The run's folder for results.</param>
    /// <param name="stepsDone">Steps done.</param>
    public abstract void Export(string folder, int stepsDone);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of modules and files.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
