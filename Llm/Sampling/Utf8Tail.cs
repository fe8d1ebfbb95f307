using System.Buffers;
using System.Text;

namespace VoxPilot.Llm.Sampling;

/// <summary>The last bytes of an answer that do not make up a whole character yet, none to three of them.</summary>
internal struct Utf8Tail
{
    private const int Longest = 3;
    private const int OnStack = 128;

    private Bytes _bytes;
    private int _count;

    /// <summary>Whether the answer stays UTF-8 (its last character possibly incomplete) with these bytes at its end.</summary>
    public readonly bool Continues(ReadOnlySpan<byte> piece)
    {
        if (_count == 0 && Ascii.IsValid(piece))
        {
            return true;
        }

        Span<byte> all = piece.Length <= OnStack ? stackalloc byte[Longest + OnStack] : new byte[Longest + piece.Length];
        return Rest(all[..Join(piece, all)]) >= 0;
    }

    /// <summary>Takes bytes that continue the answer.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        Span<byte> all = piece.Length <= OnStack ? stackalloc byte[Longest + OnStack] : new byte[Longest + piece.Length];
        all = all[..Join(piece, all)];
        var rest = all[^Rest(all)..];
        rest.CopyTo(_bytes);
        _count = rest.Length;
    }

    private readonly int Join(ReadOnlySpan<byte> piece, Span<byte> all)
    {
        ((ReadOnlySpan<byte>)_bytes)[.._count].CopyTo(all);
        piece.CopyTo(all[_count..]);
        return _count + piece.Length;
    }

    // Bytes of the incomplete character at the end, or -1 where the bytes are no UTF-8.
    private static int Rest(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            switch (Rune.DecodeFromUtf8(bytes, out _, out var consumed))
            {
                case OperationStatus.Done:
                    bytes = bytes[consumed..];
                    break;
                case OperationStatus.NeedMoreData:
                    return bytes.Length;
                default:
                    return -1;
            }
        }

        return 0;
    }

    [System.Runtime.CompilerServices.InlineArray(Longest)]
    private struct Bytes
    {
        private byte _first;
    }
}
