using System.Globalization;
using System.Text.Json;

namespace VoxPilot.Llm.Grammar;

/// <summary>
/// Reads what a schema says about numbers. Integers have up to 16 digits, bounded numbers up to 16 before and 10 after the point.
/// Bounds are moved inwards onto that grid, which keeps within the schema. multipleOf is taken where it can be told from the digits:
/// a power of ten, an integer that divides 1000, or any step with at most <see cref="SchemaLimits.Values"/> multiples between the bounds.
/// </summary>
internal static class NumberReader
{
    /// <summary>Its keywords.</summary>
    public static readonly string[] Keywords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];

    private const decimal Largest = 9_999_999_999_999_999m;
    private const int FractionDigits = 10;

    public static SchemaNode Read(JsonElement schema, string path, bool integer)
    {
        var step = Step(schema, path);
        var digits = integer ? 0 : FractionDigits;
        while (step is not null && digits > 0 && step % Grid(digits - 1) == 0)
        {
            digits--; // multiples of the step have no more digits than it
        }

        var grid = Grid(digits);
        var least = Bound(schema, path, "minimum", "exclusiveMinimum", grid, 1);
        var most = -Bound(schema, path, "maximum", "exclusiveMaximum", grid, -1);
        if ((least ?? -Largest) > (most ?? Largest))
        {
            throw SchemaPath.Refusal(path, "No number is left between the bounds.");
        }

        if (step is null && !integer && least is null && most is null)
        {
            return new AnyNumberNode(path);
        }

        if (step is { } multiple && multiple != grid)
        {
            return Multiples(multiple, integer, least, most, path);
        }

        return new RangeNode(path, least ?? -Largest, most ?? Largest, digits);
    }

    private static decimal Grid(int digits) => new(1, 0, 0, isNegative: false, (byte)digits);

    private static SchemaNode Multiples(decimal step, bool integer, decimal? least, decimal? most, string path)
    {
        if (least is { } from && most is { } to && Math.Floor(to / step) - Math.Ceiling(from / step) < SchemaLimits.Values)
        {
            var literals = new List<string>();
            for (var value = Math.Ceiling(from / step) * step; value <= to; value += step)
            {
                if (!integer || decimal.IsInteger(value))
                {
                    literals.Add(value.ToString("0.##########", CultureInfo.InvariantCulture));
                }
            }

            return literals.Count > 0 ? new LiteralsNode(path, literals) : throw SchemaPath.Refusal($"{path}.multipleOf", "No multiple lies between the bounds.");
        }

        if (integer && least is null && most is null && decimal.IsInteger(step))
        {
            int[] powers = [10, 100, 1000];
            var power = Array.FindIndex(powers, p => p % step == 0);
            if (power >= 0)
            {
                return new MultiplesNode(path, (int)step, power + 1);
            }
        }

        throw SchemaPath.Refusal($"{path}.multipleOf", $"Supported are powers of ten, integers that divide 1000 (without bounds), and any step with bounds that at most {SchemaLimits.Values} multiples lie between.");
    }

    private static decimal? Step(JsonElement schema, string path)
    {
        if (!schema.TryGetProperty("multipleOf", out var value))
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var step) && step is > 0 and <= Largest && step % Grid(FractionDigits) == 0
            ? step
            : throw SchemaPath.Refusal($"{path}.multipleOf", $"A number above 0 is expected here, with at most {FractionDigits} digits after the point.");
    }

    // The lower bound of sign · x on the grid, or null where none is within reach: with sign -1 the upper bound of x, negated.
    private static decimal? Bound(JsonElement schema, string path, string name, string exclusiveName, decimal grid, int sign)
    {
        var inclusive = Bound(schema, path, name, grid, sign, exclusive: false);
        var exclusive = Bound(schema, path, exclusiveName, grid, sign, exclusive: true);
        return inclusive is null ? exclusive : exclusive is null ? inclusive : Math.Max(inclusive.Value, exclusive.Value);
    }

    private static decimal? Bound(JsonElement schema, string path, string name, decimal grid, int sign, bool exclusive)
    {
        if (!schema.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number)
        {
            throw SchemaPath.Refusal($"{path}.{name}", "A number is expected here.");
        }

        var rough = sign * value.GetDouble();
        if (rough < -(double)Largest)
        {
            return null;
        }

        if (rough >= (double)Largest || !value.TryGetDecimal(out var bound))
        {
            throw SchemaPath.Refusal($"{path}.{name}", $"Numbers from -{Largest} to {Largest} are supported; none is left beyond this bound.");
        }

        bound *= sign;
        var onGrid = Math.Ceiling(bound / grid) * grid;
        var vanished = bound == 0 && rough > 0; // closer to 0 than decimal can tell
        return onGrid == bound && (exclusive || vanished) ? onGrid + grid : onGrid;
    }
}
