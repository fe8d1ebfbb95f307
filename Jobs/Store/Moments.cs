namespace VoxPilot.Jobs.Store;

/// <summary>Times as the store keeps them: microseconds since 1970, UTC.</summary>
internal static class Moments
{
    public static long ToStored(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Of(long stored) => DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(stored);

    public static DateTimeOffset? Of(long? stored) => stored is { } value ? Of(value) : null;
}
