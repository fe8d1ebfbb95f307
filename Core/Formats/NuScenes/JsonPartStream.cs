using System.Text.Json;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>The text of a long JSON file, taken part after part; no more than a buffer of it is in memory.</summary>
internal sealed class JsonPartStream(Stream stream)
{
    private const int FirstBuffer = 1 << 18;
    private const int LargestPart = 1 << 26;

    private byte[] buffer = new byte[FirstBuffer];
    private int start;
    private int end;
    private bool final;
    private JsonReaderState state;

    /// <summary>Reads a part that begins at the reader; false if the reader ends before the part does.</summary>
    public delegate bool Part<T>(ref Utf8JsonReader reader, out T value);

    /// <summary>Takes the next part. A part that is cut off by the buffer's end is read again from its beginning, once per buffer.</summary>
    /// <exception cref="JsonException">The text is no JSON, or it ends too early.</exception>
    public T Take<T>(Part<T> part)
    {
        while (true)
        {
            Utf8JsonReader reader = new(buffer.AsSpan(start, end - start), final, state);
            if (part(ref reader, out T value))
            {
                state = reader.CurrentState;
                start += (int)reader.BytesConsumed;
                return value;
            }
            Refill();
        }
    }

    private void Refill()
    {
        if (final)
        {
            throw new JsonException("The file ends too early.");
        }
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        if (end == buffer.Length)
        {
            if (buffer.Length >= LargestPart)
            {
                throw new JsonException($"A part is longer than {LargestPart} bytes.");
            }
            Array.Resize(ref buffer, 2 * buffer.Length);
        }
        int read = stream.Read(buffer, end, buffer.Length - end);
        final = read == 0;
        end += read;
    }
}
