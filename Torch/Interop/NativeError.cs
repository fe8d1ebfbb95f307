using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;

namespace VoxPilot.Torch.Interop;

/// <summary>
/// Turns this thread's native failure into an exception. A managed exception never crosses a native frame: it is put
/// aside here, its text travels with a mark, and the exception that comes out has the original as its inner exception.
/// </summary>
internal static class NativeError
{
    private const char Mark = '\u0001';
    private static readonly ConcurrentDictionary<long, Exception> Carried = new();
    private static long next;

    public static ExternalException Take()
    {
        string message = Marshal.PtrToStringUTF8(Native.vp_error()) ?? "";
        Exception? inner = null;
        int mark = message.IndexOf(Mark, StringComparison.Ordinal);
        if (mark >= 0)
        {
            int end = message.IndexOf(Mark, mark + 1);
            if (end > mark && long.TryParse(message.AsSpan(mark + 1, end - mark - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long id))
                Carried.TryRemove(id, out inner);
            message = end > mark ? message.Remove(mark, end - mark + 1) : message;
        }

        int frames = message.IndexOf("\nException raised from", StringComparison.Ordinal);
        return new ExternalException((frames >= 0 ? message[..frames] : message).Trim(), inner);
    }

    /// <summary>The text under which <paramref name="exception"/> travels through native frames.</summary>
    public static string Carry(Exception exception)
    {
        long id = Interlocked.Increment(ref next);
        Carried[id] = exception;
        return $"{Mark}{id}{Mark}{exception.GetType().Name}: {exception.Message}";
    }
}
