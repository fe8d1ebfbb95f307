using Microsoft.Extensions.Options;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Idempotency;

/// <summary>Remembers what was created under an <c>Idempotency-Key</c>, so that a repeated request gets the same answer and creates nothing.</summary>
/// <remarks>Bounded in number and age. What failed is not remembered: the request may be repeated. Requests that come while the first is at work wait for it.</remarks>
internal sealed class IdempotencyStore(TimeProvider time, IOptions<IdempotencyOptions> options)
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";

    private const int MaximumLength = 255;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = [];
    private readonly Queue<(string Key, Entry Entry)> ages = new();

    /// <summary>Keys that are remembered now.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return entries.Count;
            }
        }
    }

    /// <summary>Creates, or gives what was created before.</summary>
    /// <param name="request">Its header and path name the thing.</param>
    /// <param name="fingerprint">Tells whether two bodies are the same.</param>
    /// <param name="create">Does the work.</param>
    /// <exception cref="ProblemException">The key is malformed, or belongs to another body.</exception>
    public async Task<T> OnceAsync<T>(HttpRequest request, string fingerprint, Func<Task<T>> create) where T : class
    {
        if (Key(request) is not { } key)
        {
            return await create();
        }
        string name = $"{request.Path} {key}";
        while (true)
        {
            Entry entry = Enter(name, fingerprint, out bool mine);
            if (mine)
            {
                return await RunAsync(name, entry, create);
            }
            if (await entry.Result.Task is T result)
            {
                return result;
            }
        }
    }

    /// <summary>The key of a request; null where it has none.</summary>
    /// <exception cref="ProblemException">It is malformed.</exception>
    public static string? Key(HttpRequest request)
    {
        if (!request.Headers.TryGetValue(Header, out var values))
        {
            return null;
        }
        string key = values.ToString();
        return key.Length is > 0 and <= MaximumLength && key.All(c => c is > ' ' and <= '~')
            ? key
            : throw new ProblemException(ProblemTypes.InvalidIdempotencyKey, Header, $"{Header} must be 1 to {MaximumLength} visible ASCII characters; a UUID is a good one.");
    }

    private async Task<T> RunAsync<T>(string name, Entry entry, Func<Task<T>> create) where T : class
    {
        try
        {
            T result = await create();
            entry.Result.SetResult(result);
            return result;
        }
        catch
        {
            lock (gate)
            {
                entries.Remove(name);
            }
            entry.Result.SetResult(null);
            throw;
        }
    }

    private Entry Enter(string name, string fingerprint, out bool mine)
    {
        lock (gate)
        {
            DateTimeOffset now = time.GetUtcNow();
            Forget(now);
            mine = !entries.TryGetValue(name, out Entry? entry);
            if (mine)
            {
                entry = new(fingerprint, now);
                entries.Add(name, entry);
                ages.Enqueue((name, entry));
            }
            else if (entry!.Fingerprint != fingerprint)
            {
                throw new ProblemException(ProblemTypes.IdempotencyKeyReused, Header, $"This {Header} was used with another body; take a fresh key for a new request.");
            }
            return entry!;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (ages.TryPeek(out (string Key, Entry Entry) oldest)
            && (entries.Count >= options.Value.Keys || now - oldest.Entry.At >= TimeSpan.FromMinutes(options.Value.Minutes)))
        {
            ages.Dequeue();
            if (entries.TryGetValue(oldest.Key, out Entry? entry) && ReferenceEquals(entry, oldest.Entry))
            {
                entries.Remove(oldest.Key);
            }
        }
    }

    private sealed record Entry(string Fingerprint, DateTimeOffset At)
    {
        public TaskCompletionSource<object?> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
