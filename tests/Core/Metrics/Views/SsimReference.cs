using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

/// <summary>Structural similarity of one channel as Wang et al. 2004 write it: each window by itself, in double precision.</summary>
internal static class SsimReference
{
    public static double Mean(float[] x, float[] y, int width, int height, SsimWindows windows)
    {
        double[,] weights = new double[11, 11];
        double total = 0, sum = 0;
        for (int j = 0; j < 11; j++)
        {
            for (int i = 0; i < 11; i++)
            {
                total += weights[j, i] = Math.Exp(-((i - 5) * (i - 5) + (j - 5) * (j - 5)) / (2 * 1.5 * 1.5));
            }
        }
        int edge = windows == SsimWindows.Valid ? 5 : 0, count = 0;
        for (int v = edge; v < height - edge; v++)
        {
            for (int u = edge; u < width - edge; u++)
            {
                double mx = 0, my = 0, mxx = 0, myy = 0, mxy = 0;
                for (int j = 0; j < 11; j++)
                {
                    for (int i = 0; i < 11; i++)
                    {
                        int r = v + j - 5, c = u + i - 5;
                        if (r >= 0 && r < height && c >= 0 && c < width)
                        {
                            double w = weights[j, i] / total, a = x[r * width + c], b = y[r * width + c];
                            (mx, my, mxx, myy, mxy) = (mx + w * a, my + w * b, mxx + w * a * a, myy + w * b * b, mxy + w * a * b);
                        }
                    }
                }
                double c1 = 0.01 * 0.01, c2 = 0.03 * 0.03;
                sum += (2 * mx * my + c1) * (2 * (mxy - mx * my) + c2) / ((mx * mx + my * my + c1) * (mxx - mx * mx + myy - my * my + c2));
                count++;
            }
        }
        return sum / count;
    }
}
