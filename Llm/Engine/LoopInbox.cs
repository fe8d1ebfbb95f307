namespace VoxPilot.Llm.Engine;

/// <summary>What other threads hand to the loop: requests, up to a limit, and orders. The loop sleeps on it.</summary>
internal sealed class LoopInbox(int queueLimit, int runningLimit)
{
    private readonly object _gate = new();
    private readonly Queue<LanguageRequest> _requests = new();
    private readonly Queue<Action> _orders = new();
    private double _secondsPerRequest = 0.5;
    private int _waiting;
    private bool _awake;
    private volatile bool _closed;

    public bool Closed => _closed;

    /// <summary>Takes a request in, or refuses it because too many wait.</summary>
    public void Add(LanguageRequest request)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(LanguageEngine));
            if (_waiting >= queueLimit)
            {
                var seconds = Math.Ceiling(_secondsPerRequest * _waiting / runningLimit);
                throw new LanguageOverloadedException(_waiting, TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 60)));
            }

            _waiting++;
            _requests.Enqueue(request);
            Wake();
        }
    }

    /// <summary>Takes an order in; false if the loop has ended.</summary>
    public bool Add(Action order)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return false;
            }

            _orders.Enqueue(order);
            Wake();
            return true;
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Wake();
        }
    }

    public void Wake()
    {
        lock (_gate)
        {
            _awake = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Sleeps until something has come since the last sleep.</summary>
    public void Sleep()
    {
        lock (_gate)
        {
            while (!_awake)
            {
                Monitor.Wait(_gate);
            }

            _awake = false;
        }
    }

    public bool TryTake(out LanguageRequest? request)
    {
        lock (_gate)
        {
            return _requests.TryDequeue(out request);
        }
    }

    public bool TryTake(out Action? order)
    {
        lock (_gate)
        {
            return _orders.TryDequeue(out order);
        }
    }

    /// <summary>A request no longer waits.</summary>
    public void CountOut()
    {
        lock (_gate)
        {
            _waiting--;
        }
    }

    /// <summary>Takes note of how long a request ran, for the next <see cref="LanguageOverloadedException.RetryAfter"/>.</summary>
    public void Learn(TimeSpan ran)
    {
        lock (_gate)
        {
            _secondsPerRequest += 0.1 * (ran.TotalSeconds - _secondsPerRequest);
        }
    }
}
