using VoxPilot.Core;

namespace VoxPilot.Driving;

/// <summary>
/// Drives in progress: the past frames of each, and a turn that one frame after the other takes, so that frames of a
/// sequence are encoded in the order of their timestamps whatever else happens at the same time.
/// </summary>
/// <typeparam name="T">Features of a frame.</typeparam>
/// <param name="capacity">Past frames kept for each sequence.</param>
/// <param name="lifetime">How long an unused sequence is remembered.</param>
/// <param name="time">The clock.</param>
/// <param name="release">Lets go of features that are no longer kept.</param>
internal sealed class SequenceStore<T>(int capacity, TimeSpan lifetime, TimeProvider time, Action<T> release)
    where T : class
{
    /// <summary>Sequences remembered at most; the least recently used is forgotten first.</summary>
    public const int MaximumSequences = 256;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Sequence> sequences = new(StringComparer.Ordinal);

    /// <summary>Sequences remembered.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return sequences.Count;
            }
        }
    }

    /// <summary>Waits until the frames before have been encoded, then gives this frame its turn.</summary>
    /// <exception cref="StaleFrameException">A frame of this time or later has been encoded.</exception>
    /// <exception cref="InvalidInputException">The frame has other cameras than the ones before.</exception>
    public async Task<Turn> EnterAsync(string name, double timestamp, Rig rig, CancellationToken cancellation)
    {
        Sequence sequence;
        lock (gate)
        {
            if (!sequences.TryGetValue(name, out sequence!))
            {
                sequences.Add(name, sequence = new());
            }
            sequence.Users++;
            sequence.LastUse = time.GetUtcNow();
        }
        bool entered = false;
        try
        {
            await sequence.Order.WaitAsync(cancellation);
            entered = true;
            if (timestamp <= sequence.Latest)
            {
                throw new StaleFrameException(name, timestamp, sequence.Latest);
            }
            if (sequence.Frames.Count > 0 && !Names(sequence.Frames[^1].Rig).SequenceEqual(Names(rig), StringComparer.Ordinal))
            {
                throw new InvalidInputException(
                    "rig.cameras",
                    $"The frames of sequence '{name}' have the cameras {string.Join(", ", Names(sequence.Frames[^1].Rig))} in this order; give the same, or another sequence name.");
            }
            return new(this, sequence);
        }
        catch
        {
            Leave(sequence, entered);
            throw;
        }
    }

    /// <summary>Forgets sequences that have not been used for long, and the least recently used of too many.</summary>
    public void Sweep()
    {
        List<T> dropped = [];
        lock (gate)
        {
            DateTimeOffset oldest = time.GetUtcNow() - lifetime;
            int excess = sequences.Count - MaximumSequences;
            foreach ((string name, Sequence sequence) in sequences.OrderBy(s => s.Value.LastUse).ToArray())
            {
                if (sequence.Users == 0 && (sequence.LastUse <= oldest || excess-- > 0))
                {
                    sequences.Remove(name);
                    dropped.AddRange(sequence.Frames.Select(f => f.Features));
                    sequence.Order.Dispose();
                }
            }
        }
        dropped.ForEach(release);
    }

    /// <summary>Forgets everything; for the end of the service, when no frame has its turn.</summary>
    public void Clear()
    {
        List<T> dropped = [];
        lock (gate)
        {
            dropped.AddRange(sequences.Values.SelectMany(s => s.Frames).Select(f => f.Features));
            sequences.Clear();
        }
        dropped.ForEach(release);
    }

    private static IEnumerable<string> Names(Rig rig) => rig.Cameras.Select(c => c.Name);

    private void Leave(Sequence sequence, bool entered)
    {
        if (entered)
        {
            sequence.Order.Release();
        }
        lock (gate)
        {
            sequence.Users--;
        }
    }

    internal sealed class Sequence
    {
        public SemaphoreSlim Order { get; } = new(1, 1);

        public double Latest { get; set; } = double.NegativeInfinity;

        public List<HistoryFrame<T>> Frames { get; } = []; // oldest first

        public int Users { get; set; }

        public DateTimeOffset LastUse { get; set; }
    }

    /// <summary>One frame's turn in its sequence.</summary>
    internal sealed class Turn(SequenceStore<T> store, Sequence sequence) : IDisposable
    {
        private bool ended;

        /// <summary>Past frames, oldest first.</summary>
        public IReadOnlyList<HistoryFrame<T>> Past => sequence.Frames;

        /// <summary>The frame has been encoded and becomes the sequence's latest.</summary>
        public void Commit(HistoryFrame<T> frame)
        {
            sequence.Frames.Add(frame);
            sequence.Latest = frame.Timestamp;
            while (sequence.Frames.Count > store.Capacity)
            {
                T features = sequence.Frames[0].Features;
                sequence.Frames.RemoveAt(0);
                store.Release(features);
            }
        }

        public void Dispose()
        {
            if (!ended)
            {
                ended = true;
                store.Leave(sequence, entered: true);
            }
        }
    }

    private int Capacity => capacity;

    private void Release(T features) => release(features);
}
