namespace VoxPilot.World.Numerics;

/// <summary>
/// Elementary functions from additions, multiplications, divisions and square roots alone, which IEEE 754 defines to the bit. The
/// system's own differ between processors in the last bit, and the world gives the same bytes everywhere; nothing in World/ may use
/// Math.Sin and its like (a test holds this). Relative error below 4e-15 for |x| ≤ 1e5.
/// </summary>
internal static class Elementary
{
    // π/2 in three parts of 33 bits; n · part is exact for n < 2^20.
    private const double HalfPi1 = 1.57079632673412561417e+00, HalfPi2 = 6.07710050630396597660e-11, HalfPi3 = 2.02226624879595063154e-21;
    private const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10;

    /// <summary>Sine; x in radians.</summary>
    public static double Sin(double x)
    {
        double r = Reduce(x, out int quadrant);
        double value = (quadrant & 1) == 0 ? SinNear(r) : CosNear(r);
        return (quadrant & 2) == 0 ? value : -value;
    }

    /// <summary>Cosine; x in radians.</summary>
    public static double Cos(double x)
    {
        double r = Reduce(x, out int quadrant);
        double value = (quadrant & 1) == 0 ? CosNear(r) : SinNear(r);
        return ((quadrant + 1) & 2) == 0 ? value : -value;
    }

    /// <summary>Both at once.</summary>
    public static (double Sin, double Cos) SinCos(double x) => (Sin(x), Cos(x));

    /// <summary>Tangent; x in radians.</summary>
    public static double Tan(double x) => Sin(x) / Cos(x);

    /// <summary>Arc tangent, in (−π/2, π/2).</summary>
    public static double Atan(double x)
    {
        double a = Math.Abs(x), offset = 0;
        if (a > 1)
        {
            a = -1 / a;
            offset = Math.PI / 2;
        }
        // Two halvings: atan a = 2 atan(a / (1 + √(1 + a²))).
        a /= 1 + Math.Sqrt(1 + a * a);
        a /= 1 + Math.Sqrt(1 + a * a);
        double s = a * a, sum = 0;
        for (int k = 23; k >= 1; k -= 2)
        {
            sum = 1.0 / k - s * sum;
        }
        double value = offset + 4 * a * sum;
        return x < 0 ? -value : value;
    }

    /// <summary>Angle of the point (x, y), in [−π, π].</summary>
    public static double Atan2(double y, double x)
    {
        if (x == 0)
        {
            return y == 0 ? 0 : y > 0 ? Math.PI / 2 : -Math.PI / 2;
        }
        double angle = Atan(y / x);
        return x > 0 ? angle : y >= 0 ? angle + Math.PI : angle - Math.PI;
    }

    /// <summary>Arc sine; x is clamped to [−1, 1].</summary>
    public static double Asin(double x)
    {
        x = Math.Clamp(x, -1, 1);
        return Atan2(x, Math.Sqrt((1 - x) * (1 + x)));
    }

    /// <summary>Arc cosine; x is clamped to [−1, 1].</summary>
    public static double Acos(double x)
    {
        x = Math.Clamp(x, -1, 1);
        return Atan2(Math.Sqrt((1 - x) * (1 + x)), x);
    }

    /// <summary>e to the power of x.</summary>
    public static double Exp(double x)
    {
        if (x < -700 || double.IsNaN(x))
        {
            return x < 0 ? 0 : double.NaN;
        }
        double n = Math.Floor(Math.Min(x, 700) * 1.4426950408889634 + 0.5);
        double r = Math.Min(x, 700) - n * Ln2High - n * Ln2Low, sum = 1;
        for (int k = 14; k >= 1; k--)
        {
            sum = 1 + sum * r / k;
        }
        return sum * BitConverter.Int64BitsToDouble((long)(n + 1023) << 52);
    }

    /// <summary>Natural logarithm; −∞ for 0, NaN below.</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsPositiveInfinity(x))
        {
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        }
        int scale = 0;
        if (x < 1e-300)
        {
            (x, scale) = (x * 18014398509481984, -54);
        }
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52) - 1023 + scale;
        double m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > 1.4142135623730951)
        {
            (m, exponent) = (m / 2, exponent + 1);
        }
        double t = (m - 1) / (m + 1), s = t * t, sum = 0; // ln m = 2 artanh t
        for (int k = 21; k >= 1; k -= 2)
        {
            sum = 1.0 / k + s * sum;
        }
        return exponent * Ln2High + (2 * t * sum + exponent * Ln2Low);
    }

    /// <summary>x to the power of y, for x ≥ 0.</summary>
    public static double Pow(double x, double y) => x <= 0 ? y == 0 ? 1 : 0 : Exp(y * Log(x));

    /// <inheritdoc cref="Sin(double)"/>
    public static float Sin(float x) => (float)Sin((double)x);

    /// <inheritdoc cref="Cos(double)"/>
    public static float Cos(float x) => (float)Cos((double)x);

    /// <inheritdoc cref="Exp(double)"/>
    public static float Exp(float x) => (float)Exp((double)x);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static float Pow(float x, float y) => (float)Pow((double)x, y);

    /// <inheritdoc cref="Atan2(double, double)"/>
    public static float Atan2(float y, float x) => (float)Atan2((double)y, x);

    private static double Reduce(double x, out int quadrant)
    {
        double n = Math.Floor(x * (2 / Math.PI) + 0.5);
        quadrant = (int)((long)n & 3);
        return x - n * HalfPi1 - n * HalfPi2 - n * HalfPi3;
    }

    // Taylor series on [−π/4, π/4].
    private static double SinNear(double r)
    {
        double s = r * r, sum = 1;
        for (int k = 16; k >= 2; k -= 2)
        {
            sum = 1 - s * sum / (k * (k + 1));
        }
        return r * sum;
    }

    private static double CosNear(double r)
    {
        double s = r * r, sum = 1;
        for (int k = 17; k >= 1; k -= 2)
        {
            sum = 1 - s * sum / (k * (k + 1));
        }
        return sum;
    }
}
