namespace VoxPilot.Core.Tests.Metrics;

/// <summary>Counts pairs of labels one by one: the plain twin of <c>JointHistogram</c>.</summary>
internal static class JointHistogramReference
{
    public static long[] Count(byte[] prediction, byte[] truth, byte[] mask)
    {
        long[] counts = new long[19 * 18];
        for (int i = 0; i < truth.Length; i++)
        {
            if (mask.Length == 0 || mask[i] != 0)
            {
                counts[(truth[i] == 255 ? 18 : truth[i]) * 18 + prediction[i]]++;
            }
        }
        return counts;
    }
}
