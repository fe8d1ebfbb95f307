using VoxPilot.Core;

namespace VoxPilot.Perception;

/// <summary>The rules of <see cref="PointVoxelizer"/> written down plainly over dense grids; slow, for tests and for reading.</summary>
public static class PointVoxelizerReference
{
    private const int Classes = OccupancyClasses.Occupied;

    /// <summary>As <see cref="PointVoxelizer.Voxelize"/>.</summary>
    public static SparseOccupancy Voxelize(
        PointVoxelizerConfig config, ReadOnlySpan<float> points, ReadOnlySpan<float> logits, int pointsPerQuery)
    {
        ArgumentNullException.ThrowIfNull(config);
        GridSpec grid = config.Grid;
        List<float[]>[] members = new List<float[]>[grid.Count];
        for (int i = 0; i < points.Length / 3; i++)
        {
            ReadOnlySpan<float> query = points.Slice(i / pointsPerQuery * pointsPerQuery * 3, pointsPerQuery * 3);
            float[] centre = new float[3];
            for (int j = 0; j < query.Length; j++)
            {
                centre[j % 3] += query[j];
            }
            float[] p = points.Slice(3 * i, 3).ToArray();
            float[] offset = [.. p.Select((v, axis) => v - centre[axis] / pointsPerQuery)];
            float distance = MathF.Sqrt(offset[0] * offset[0] + offset[1] * offset[1] + offset[2] * offset[2]);

            float[] score = [.. logits.Slice(i * Classes, Classes).ToArray().Select(PointVoxelizer.Sigmoid)];
            int best = Array.IndexOf(score, score.Max());
            if (config.Scoring == VoxelScoring.SparseWorld && best >= (int)OccupancyClass.Manmade)
            {
                float damping = distance > 0.1f ? 0.1f / distance : 1;
                score = [.. score.Select(s => s * damping)];
            }
            float[] index = [.. p.Select((v, axis) => MathF.Floor((v - (float)Axis(grid, axis)) / (float)grid.Voxel))];
            bool inside = index[0] >= 0 && index[0] < grid.SizeX && index[1] >= 0 && index[1] < grid.SizeY && index[2] >= 0 && index[2] < grid.SizeZ;
            if (inside && distance < config.MaximumDistance && Exceeds(score, config))
            {
                (members[grid.Index((int)index[0], (int)index[1], (int)index[2])] ??= []).Add(score);
            }
        }

        float[] voxels = new float[grid.Count * Classes];
        for (int v = 0; v < grid.Count; v++)
        {
            for (int c = 0; c < Classes && members[v] is not null; c++)
            {
                voxels[v * Classes + c] = config.Scoring == VoxelScoring.Opus
                    ? members[v].Take(10).Select(s => s[c]).Aggregate((a, b) => a + b) / Math.Min(10, members[v].Count)
                    : members[v].Max(s => s[c]);
            }
        }
        float[] closed = config.Closing ? Window(grid, Window(grid, voxels, Math.Max), Math.Min) : voxels;

        List<int> found = [];
        List<byte> labels = [];
        List<float> scores = [];
        for (int v = 0; v < grid.Count; v++)
        {
            float[] own = voxels[(v * Classes)..((v + 1) * Classes)];
            float[] final = Exceeds(own, config) ? own : closed[(v * Classes)..((v + 1) * Classes)];
            if (Exceeds(final, config))
            {
                found.Add(v);
                labels.Add((byte)Array.IndexOf(final, final.Max()));
                scores.Add(final.Max());
            }
        }
        return new() { Spec = grid, Voxels = [.. found], Labels = [.. labels], Scores = [.. scores] };
    }

    private static bool Exceeds(float[] scores, PointVoxelizerConfig config) =>
        scores.Zip(config.Thresholds).Any(pair => pair.First > pair.Second);

    private static double Axis(GridSpec grid, int axis) => axis switch { 0 => grid.Origin.X, 1 => grid.Origin.Y, _ => grid.Origin.Z };

    private static float[] Window(GridSpec grid, float[] values, Func<float, float, float> pick)
    {
        float[] result = new float[values.Length];
        for (int v = 0; v < grid.Count; v++)
        {
            (int x, int y, int z) = (v / grid.SizeZ / grid.SizeY, v / grid.SizeZ % grid.SizeY, v % grid.SizeZ);
            for (int c = 0; c < Classes; c++)
            {
                float best = values[v * Classes + c];
                for (int i = Math.Max(x - 1, 0); i <= Math.Min(x + 1, grid.SizeX - 1); i++)
                {
                    for (int j = Math.Max(y - 1, 0); j <= Math.Min(y + 1, grid.SizeY - 1); j++)
                    {
                        for (int k = Math.Max(z - 1, 0); k <= Math.Min(z + 1, grid.SizeZ - 1); k++)
                        {
                            best = pick(best, values[grid.Index(i, j, k) * Classes + c]);
                        }
                    }
                }
                result[v * Classes + c] = best;
            }
        }
        return result;
    }
}
