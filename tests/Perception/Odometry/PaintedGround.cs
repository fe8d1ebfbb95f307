namespace VoxPilot.Perception.Tests.Odometry;

/// <summary>A plane with a picture painted on it and a car with four cameras over it: what they see is computed pixel by pixel, backwards from the projection under test.</summary>
internal static class PaintedGround
{
    private const double CameraHeight = 1.5, Focal = 70, Grey = 128;

    // wave numbers (rad/m) and phases of waves that never repeat together
    private static readonly (double X, double Y, double Phase)[] Waves =
        [(2.1, 0.7, 0), (-1.3, 1.9, 1), (0.6, -0.45, 2), (1.1, 2.6, 3), (3.3, -0.8, 4), (-0.4, 1.05, 5), (2.7, -2.2, 0.5), (0.25, 0.9, 1.5)];

    private static readonly double[] Headings = [0, Math.PI / 2, Math.PI, -Math.PI / 2];

    /// <summary>Size and normalisation of the images.</summary>
    public static ImageConfig Image { get; } = new() { Width = 160, Height = 96 };

    /// <summary>Ego frame to pixels of the four cameras, (4, 4, 4).</summary>
    public static float[] EgoToImage { get; } = [.. Headings.SelectMany(Matrix)];

    /// <summary>What the cameras see, (4, 3, H, W).</summary>
    /// <param name="x">Where the car is, metres.</param>
    /// <param name="y">Where the car is, metres.</param>
    /// <param name="yaw">Where it looks, radians.</param>
    /// <param name="height">Height of the plane over the ego frame.</param>
    /// <param name="paint">Brightness −1…1 of a place of the plane, given in the world (x, y) and in the ego frame (x, y); null: the waves.</param>
    /// <param name="contrast">Grey levels that a brightness of 1 adds.</param>
    public static float[] Pixels(double x, double y, double yaw, double height, Func<double, double, double, double, double>? paint = null, double contrast = 40)
    {
        int area = Image.Width * Image.Height;
        float[] pixels = new float[Headings.Length * 3 * area];
        (double sin, double cos) = Math.SinCos(yaw);
        for (int camera = 0; camera < Headings.Length; camera++)
        {
            (double s, double c) = Math.SinCos(Headings[camera]);
            for (int row = 0; row < Image.Height; row++)
            {
                for (int column = 0; column < Image.Width; column++)
                {
                    double right = (column + 0.5 - Image.Width / 2.0) / Focal, down = (row + 0.5 - Image.Height / 3.0) / Focal;
                    double level = Grey;
                    if (down > 1e-3)
                    {
                        double depth = (CameraHeight - height) / down;
                        double ahead = c * depth + s * right * depth, left = s * depth - c * right * depth;
                        level += contrast * (paint ?? ((wx, wy, _, _) => Wave(wx, wy)))(x + cos * ahead - sin * left, y + sin * ahead + cos * left, ahead, left);
                    }
                    for (int channel = 0; channel < 3; channel++)
                    {
                        pixels[(camera * 3 + channel) * area + row * Image.Width + column] = (float)((level - Image.Mean[channel]) / Image.Std[channel]);
                    }
                }
            }
        }
        return pixels;
    }

    /// <summary>The painted picture, −1…1.</summary>
    public static double Wave(double x, double y) => Waves.Sum(w => Math.Sin(w.X * x + w.Y * y + w.Phase)) / 4;

    // K · [R|t]⁻¹ of a level camera over the origin: x right, y down, z along its heading
    private static float[] Matrix(double heading)
    {
        (double s, double c) = Math.SinCos(heading);
        double[][] camera = [[s, -c, 0, 0], [0, 0, -1, CameraHeight], [c, s, 0, 0], [0, 0, 0, 1]];
        double cu = Image.Width / 2.0, cv = Image.Height / 3.0;
        return
        [
            .. Enumerable.Range(0, 4).Select(i => (float)(Focal * camera[0][i] + cu * camera[2][i])),
            .. Enumerable.Range(0, 4).Select(i => (float)(Focal * camera[1][i] + cv * camera[2][i])),
            .. camera[2].Select(v => (float)v),
            .. camera[3].Select(v => (float)v),
        ];
    }
}
