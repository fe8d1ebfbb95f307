using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>What the encoder's last layer gives of one key frame.</summary>
/// <param name="Count">Q.</param>
/// <param name="Width">C, channels of a query.</param>
/// <param name="Points">R, points of a query.</param>
internal sealed record QueryShape(int Count, int Width, int Points)
{
    /// <summary>Numbers of Q_L.</summary>
    public int FeatureValues => Count * Width;

    /// <summary>Numbers of P_L.</summary>
    public int PointValues => Count * Points * 3;

    /// <summary>Numbers of a record: Q_L, P_L, and the car's state as the images show it.</summary>
    public int Values => FeatureValues + PointValues + SeenStateRecord.Values;

    /// <summary>Bytes of a record: half precision.</summary>
    public long Bytes => 2L * Values;

    /// <summary>Records as queries of a batch; without logits, which follow from the features.</summary>
    /// <param name="features">Q_L of B scenes.</param>
    /// <param name="points">P_L of B scenes.</param>
    /// <param name="device">Where they go.</param>
    public OccupancyQueries Queries(float[] features, float[] points, Device device) => new()
    {
        Features = tensor(features, [features.Length / FeatureValues, Count, Width], device: device),
        Points = tensor(points, [points.Length / PointValues, Count, Points, 3], device: device),
        Logits = zeros([0], device: device),
    };

    /// <summary>The mean of each query's points.</summary>
    /// <param name="points">P_L of one scene.</param>
    /// <param name="centres">(Q, 3).</param>
    public void Centres(ReadOnlySpan<float> points, Span<float> centres)
    {
        centres.Clear();
        for (int q = 0; q < Count; q++)
        {
            for (int r = 0; r < Points; r++)
            {
                for (int axis = 0; axis < 3; axis++)
                {
                    centres[3 * q + axis] += points[(q * Points + r) * 3 + axis] / Points;
                }
            }
        }
    }

    /// <summary>The shape of an encoder.</summary>
    public static QueryShape Of(OccupancyEncoderConfig encoder) => new(encoder.Queries, encoder.Width, encoder.LastPoints);
}
