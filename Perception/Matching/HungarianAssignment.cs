namespace VoxPilot.Perception;

/// <summary>
/// The assignment of rows to columns of least total cost: shortest augmenting paths with potentials (Jonker and Volgenant 1987; Crouse
/// 2016 for rectangular matrices), O(n²m) with n the shorter side. Equal in cost to SciPy's <c>linear_sum_assignment</c>.
/// </summary>
public static class HungarianAssignment
{
    /// <summary>min(rows, columns) pairs, in ascending order of rows; each row and each column occurs once at most.</summary>
    /// <param name="cost">(rows, columns), finite.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <exception cref="ArgumentException">The length does not fit, or a cost is not finite.</exception>
    public static (int Row, int Column)[] Solve(ReadOnlySpan<double> cost, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (cost.Length != (long)rows * columns)
        {
            throw new ArgumentException($"{rows}×{columns} costs are expected; {cost.Length} were given.", nameof(cost));
        }
        for (int i = 0; i < cost.Length; i++)
        {
            if (!double.IsFinite(cost[i]))
            {
                throw new ArgumentException($"Costs must be finite; that of row {i / columns} and column {i % columns} is {cost[i]}.", nameof(cost));
            }
        }
        if (rows <= columns)
        {
            return [.. Assign(cost, rows, columns).Select((column, row) => (row, column))];
        }
        double[] turned = new double[cost.Length];
        for (int i = 0; i < cost.Length; i++)
        {
            turned[i % columns * rows + i / columns] = cost[i];
        }
        return [.. Assign(turned, columns, rows).Select((row, column) => (row, column)).OrderBy(pair => pair.row)];
    }

    // n <= m; the column of each row.
    private static int[] Assign(ReadOnlySpan<double> cost, int n, int m)
    {
        double[] u = new double[n], v = new double[m], shortest = new double[m];
        int[] rowOf = new int[m], columnOf = new int[n], before = new int[m];
        bool[] done = new bool[m];
        Array.Fill(rowOf, -1);
        for (int start = 0; start < n; start++)
        {
            Array.Fill(shortest, double.PositiveInfinity);
            Array.Clear(done);
            double length = 0;
            int row = start, end = -1;
            while (end < 0)
            {
                int next = -1;
                for (int j = 0; j < m; j++)
                {
                    if (done[j])
                    {
                        continue;
                    }
                    double path = length + cost[row * m + j] - u[row] - v[j];
                    if (path < shortest[j])
                    {
                        (shortest[j], before[j]) = (path, row);
                    }
                    // Among equals a free column ends the path at once.
                    if (next < 0 || shortest[j] < shortest[next] || shortest[j] == shortest[next] && rowOf[j] < 0)
                    {
                        next = j;
                    }
                }
                (length, done[next]) = (shortest[next], true);
                (row, end) = rowOf[next] < 0 ? (row, next) : (rowOf[next], -1);
            }
            u[start] += length;
            for (int j = 0; j < m; j++)
            {
                if (done[j] && rowOf[j] >= 0)
                {
                    u[rowOf[j]] += length - shortest[j];
                }
                v[j] -= done[j] ? length - shortest[j] : 0;
            }
            for (int j = end, r = -1; r != start;)
            {
                r = before[j];
                rowOf[j] = r;
                (columnOf[r], j) = (j, columnOf[r]);
            }
        }
        return columnOf;
    }
}
