using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>nuScenes' key of a row: 32 hexadecimal digits, held as 16 bytes. The default is the empty token, which ends a chain.</summary>
/// <param name="Value">The digits as a number.</param>
[JsonConverter(typeof(TokenConverter))]
public readonly record struct Token(UInt128 Value)
{
    private const int Digits = 32;

    /// <summary>The empty token: before the first and after the last of a chain.</summary>
    public static Token None => default;

    /// <summary>True for the empty token.</summary>
    public bool IsNone => Value == UInt128.Zero;

    /// <summary>A token that follows from a name: the same name, the same token.</summary>
    /// <param name="name">What makes it unique in its table, such as <c>sample/town 7/scene 3/12</c>.</param>
    public static Token Of(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash));
    }

    /// <summary>Reads 32 hexadecimal digits, or nothing for the empty token.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Token token)
    {
        bool good = UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 value) && text.Length == Digits;
        token = good ? new(value) : None;
        return good || text.IsEmpty;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out Token)"/>
    public static bool TryParse(string text, out Token token) => TryParse(Encoding.UTF8.GetBytes(text), out token);

    /// <summary>The 32 digits; nothing for the empty token.</summary>
    public override string ToString() => IsNone ? "" : Value.ToString("x32", CultureInfo.InvariantCulture);
}
