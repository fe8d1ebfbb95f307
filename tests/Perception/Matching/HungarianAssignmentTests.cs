using VoxPilot.Core.Formats;
using VoxPilot.Testing;

namespace VoxPilot.Perception.Tests.Matching;

public sealed class HungarianAssignmentTests
{
    public static TheoryData<GoldenCase> Cases() => GoldenCases.Files("blocks/hungarian", "*.npz");

    [Theory]
    [Trait("Category", "Golden")]
    [MemberData(nameof(Cases))]
    public void Agrees_with_SciPy(GoldenCase golden)
    {
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(golden.FullPath);
        double[] totals = [.. golden.Meta().GetProperty("meta").GetProperty("total_cost").EnumerateArray().Select(n => n.GetDouble())];
        for (int i = 0; i < totals.Length; i++)
        {
            int[] shape = arrays[$"cost{i}"].Shape;
            double[] cost = shape.Contains(0) ? [] : arrays[$"cost{i}"].As<double>();
            (int Row, int Column)[] pairs = HungarianAssignment.Solve(cost, shape[0], shape[1]);
            Assert.Equal(totals[i], pairs.Sum(pair => cost[pair.Row * shape[1] + pair.Column]), 1e-9);
            Assert.Equal(pairs.Length, pairs.Select(pair => pair.Column).Distinct().Count());
            if (i != 4) // with ties only the total is unique
            {
                Assert.Equal(arrays[$"row{i}"].As<long>(), pairs.Select(pair => (long)pair.Row));
                Assert.Equal(arrays[$"col{i}"].As<long>(), pairs.Select(pair => (long)pair.Column));
            }
        }
    }

    [Fact]
    public void No_other_assignment_costs_less()
    {
        Random random = new(11);
        for (int round = 0; round < 400; round++)
        {
            int rows = random.Next(1, 7), columns = random.Next(1, 7);
            // Few different costs make ties; they may be negative.
            double[] cost = [.. Enumerable.Range(0, rows * columns).Select(_ => round % 2 == 0 ? random.Next(-3, 4) : random.NextDouble() - 0.5)];
            (int Row, int Column)[] pairs = HungarianAssignment.Solve(cost, rows, columns);
            Assert.Equal(Math.Min(rows, columns), pairs.Length);
            Assert.Equal(pairs.Length, pairs.Select(pair => pair.Column).Distinct().Count());
            Assert.Equal(pairs.Select(pair => pair.Row).Distinct().Order(), pairs.Select(pair => pair.Row));
            Assert.Equal(Least(cost, rows, columns, 0, 0, Math.Max(0, rows - columns)), pairs.Sum(pair => cost[pair.Row * columns + pair.Column]), 1e-12);
        }
    }

    [Fact]
    public void Costs_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => HungarianAssignment.Solve([1, 2, 3], 2, 2));
        Assert.Contains("row 1 and column 0", Assert.Throws<ArgumentException>(() => HungarianAssignment.Solve([1, 2, double.NaN, 4], 2, 2)).Message, StringComparison.Ordinal);
        Assert.Empty(HungarianAssignment.Solve([], 0, 5));
    }

    // Tries every assignment; "spare" rows may stay alone.
    private static double Least(double[] cost, int rows, int columns, int row, int used, int spare)
    {
        if (row == rows)
        {
            return 0;
        }
        double best = spare > 0 ? Least(cost, rows, columns, row + 1, used, spare - 1) : double.PositiveInfinity;
        for (int j = 0; j < columns; j++)
        {
            if ((used >> j & 1) == 0)
            {
                best = Math.Min(best, cost[row * columns + j] + Least(cost, rows, columns, row + 1, used | 1 << j, spare));
            }
        }
        return best;
    }
}
