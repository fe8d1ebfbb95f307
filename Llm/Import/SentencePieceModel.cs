using System.Buffers.Binary;
using System.Text;

namespace VoxPilot.Llm;

/// <summary>
/// SentencePiece's <c>tokenizer.model</c>: a protocol buffer whose field 1 is, again and again, a piece (1 its text, 2 its score, 3 its kind). Other
/// fields describe how it was trained, and are passed over.
/// </summary>
public static class SentencePieceModel
{
    /// <summary>File name in a model's folder.</summary>
    public const string FileName = "tokenizer.model";

    private const int Pieces = 1, Text = 1, Score = 2, Kind = 3;
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is absent, or no such file.</exception>
    public static SentencePieceVocabulary Read(string path)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (IOException fault)
        {
            throw new InvalidDataException($"{path}: {fault.Message}", fault);
        }

        List<(string Text, float Score, int Kind)> pieces = [];
        try
        {
            ReadOnlySpan<byte> rest = file;
            while (!rest.IsEmpty)
            {
                var (field, value, _) = Next(ref rest);
                if (field == Pieces)
                {
                    pieces.Add(Piece(value));
                }
            }
        }
        catch (Exception fault) when (fault is ArgumentException or DecoderFallbackException or OverflowException)
        {
            throw new InvalidDataException($"{path}: it is no SentencePiece model, or was cut off: {fault.Message}", fault);
        }

        SentencePieceVocabulary vocabulary = new() { Pieces = [.. pieces.Select(p => p.Text)], Scores = [.. pieces.Select(p => p.Score)], Kinds = [.. pieces.Select(p => p.Kind)] };
        return pieces.Count > SentencePieceVocabulary.EndId
            && vocabulary.Kinds[SentencePieceVocabulary.UnknownId] == SentencePieceVocabulary.Unknown
            && vocabulary.Kinds[SentencePieceVocabulary.BeginId] == SentencePieceVocabulary.Control
            && vocabulary.Kinds[SentencePieceVocabulary.EndId] == SentencePieceVocabulary.Control
            ? vocabulary
            : throw new InvalidDataException($"{path}: pieces 0, 1 and 2 of a Llama's vocabulary are <unk>, <s> and </s>; {string.Join(", ", vocabulary.Pieces.Take(3))} were found.");
    }

    private static (string, float, int) Piece(ReadOnlySpan<byte> rest)
    {
        var (text, score, kind) = ("", 0f, SentencePieceVocabulary.Normal);
        while (!rest.IsEmpty)
        {
            var (field, value, number) = Next(ref rest);
            switch (field)
            {
                case Text:
                    text = Utf8.GetString(value);
                    break;
                case Score:
                    score = BinaryPrimitives.ReadSingleLittleEndian(value);
                    break;
                case Kind:
                    kind = checked((int)number);
                    break;
            }
        }

        return (text, score, kind);
    }

    private static Field Next(ref ReadOnlySpan<byte> rest)
    {
        var tag = Number(ref rest);
        var (field, wire) = ((int)(tag >> 3), (int)(tag & 7));
        var number = wire == Varint ? Number(ref rest) : 0;
        var length = wire switch
        {
            Varint => 0,
            Fixed64 => 8,
            Fixed32 => 4,
            Bytes => checked((int)Number(ref rest)),
            _ => throw new ArgumentException($"a field of wire type {wire}"),
        };
        var value = rest[..length];
        rest = rest[length..];
        return new(field, value, number);
    }

    private static ulong Number(ref ReadOnlySpan<byte> rest)
    {
        ulong number = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = rest[0];
            rest = rest[1..];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return number;
            }
        }

        throw new OverflowException("a number of more than 64 bits");
    }

    /// <param name="number">Which field.</param>
    /// <param name="value">Its bytes, where it has some.</param>
    /// <param name="integer">Its value, where it is a number of variable length.</param>
    private readonly ref struct Field(int number, ReadOnlySpan<byte> value, ulong integer)
    {
        private readonly ReadOnlySpan<byte> value = value;

        public void Deconstruct(out int field, out ReadOnlySpan<byte> bytes, out ulong scalar)
        {
            (field, scalar) = (number, integer);
            bytes = value;
        }
    }
}
