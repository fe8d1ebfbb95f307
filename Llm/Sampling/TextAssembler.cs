using System.Buffers;
using System.Text;

namespace VoxPilot.Llm.Sampling;

/// <summary>
/// Turns the bytes of tokens into pieces of text. Incomplete characters are held back, and so is what may become a stop text;
/// bytes that are no UTF-8 become U+FFFD. The pieces put together equal the decoding of all bytes before the stop text.
/// </summary>
internal sealed class TextAssembler
{
    private readonly byte[][] _stops;
    private readonly List<byte> _held = [];

    public TextAssembler(IReadOnlyList<string> stops) => _stops = [.. stops.Select(Encoding.UTF8.GetBytes)];

    /// <summary>True once a stop text has come; nothing more may be added.</summary>
    public bool Stopped { get; private set; }

    /// <summary>Takes a token's bytes and returns the text that is certain now, possibly none.</summary>
    public string Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            _held.Add(value);
            if (LongestEnding() is var stop and > 0)
            {
                Stopped = true;
                _held.RemoveRange(_held.Count - stop, stop);
                return Flush();
            }
        }

        return Take(_held.Count - LongestPossibleStop(), final: false);
    }

    /// <summary>Returns what is held back; the answer is over.</summary>
    public string Flush() => Take(_held.Count, final: true);

    // Length of the longest stop text at the end of what is held, or 0.
    private int LongestEnding()
    {
        var longest = 0;
        foreach (var stop in _stops)
        {
            if (stop.Length > longest && EndsWith(stop, stop.Length))
            {
                longest = stop.Length;
            }
        }

        return longest;
    }

    // Length of the longest ending of what is held that begins a stop text.
    private int LongestPossibleStop()
    {
        var longest = 0;
        foreach (var stop in _stops)
        {
            for (var length = Math.Min(stop.Length - 1, _held.Count); length > longest; length--)
            {
                if (EndsWith(stop, length))
                {
                    longest = length;
                }
            }
        }

        return longest;
    }

    private bool EndsWith(byte[] stop, int length)
    {
        if (length > _held.Count)
        {
            return false;
        }

        for (var i = 0; i < length; i++)
        {
            if (_held[_held.Count - length + i] != stop[i])
            {
                return false;
            }
        }

        return true;
    }

    private string Take(int available, bool final)
    {
        var bytes = _held.ToArray().AsSpan(0, available);
        var text = new StringBuilder();
        var used = 0;
        while (used < bytes.Length)
        {
            var status = Rune.DecodeFromUtf8(bytes[used..], out var rune, out var consumed);
            if (status == OperationStatus.NeedMoreData && !final)
            {
                break;
            }

            text.Append(rune.ToString()); // U+FFFD where the bytes are not valid
            used += consumed;
        }

        _held.RemoveRange(0, used);
        return text.ToString();
    }
}
