using System.Globalization;

namespace TorchSharp;

/// <summary>A float of which only the upper 16 bits are kept; conversions round to nearest, ties to even.</summary>
public readonly struct BFloat16 : IEquatable<BFloat16>, IComparable<BFloat16>
{
    private readonly ushort bits;

    public BFloat16(float f)
    {
        uint whole = BitConverter.SingleToUInt32Bits(f);
        bits = float.IsNaN(f) ? (ushort)((whole >> 16) | 0x40) : (ushort)((whole + 0x7FFF + ((whole >> 16) & 1)) >> 16);
    }

    private BFloat16(ushort bits) => this.bits = bits;

    public static BFloat16 FromRawValue(ushort rawValue) => new(rawValue);

    public static explicit operator BFloat16(float f) => new(f);
    public static explicit operator BFloat16(double d) => new((float)d);
    public static explicit operator float(BFloat16 bf) => BitConverter.UInt32BitsToSingle((uint)bf.bits << 16);
    public static explicit operator double(BFloat16 bf) => (float)bf;
    public static bool operator ==(BFloat16 a, BFloat16 b) => (float)a == (float)b;
    public static bool operator !=(BFloat16 a, BFloat16 b) => (float)a != (float)b;
    public static bool operator <(BFloat16 a, BFloat16 b) => (float)a < (float)b;
    public static bool operator >(BFloat16 a, BFloat16 b) => (float)a > (float)b;
    public static bool operator <=(BFloat16 a, BFloat16 b) => (float)a <= (float)b;
    public static bool operator >=(BFloat16 a, BFloat16 b) => (float)a >= (float)b;

    public bool Equals(BFloat16 other) => ((float)this).Equals((float)other);

    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    public override int GetHashCode() => ((float)this).GetHashCode();

    public int CompareTo(BFloat16 other) => ((float)this).CompareTo((float)other);

    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);
}
