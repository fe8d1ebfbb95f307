using VoxPilot.Core.Geometry;

namespace VoxPilot.Perception;

// C, D, A colour, depth and alpha of a pixel; A, B, C of Q the inverse covariance in the image; g gradients

/// <summary>
/// The twin of <see cref="SplatRasterizer"/>: spec/sqs.md §8.2 and §8.3 written down in double precision, Gaussian by Gaussian and pixel by pixel;
/// slow, for tests and for reading. There is no background: it is added to the image afterwards.
/// </summary>
public static class SplatRasterizerReference
{
    private const double Doubtful = 2e-4;
    private const double DoubtfulStop = 0.01;

    /// <summary>Renders.</summary>
    public static SplatReferenceImage Render(SplatArrays scene, SplatConfig config)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(config);
        SplatShape s = scene.Shape;
        SplatReferenceImage image = new(s);
        bool[] stopped = new bool[s.Images * s.Pixels];
        for (int i = 0; i < s.Images; i++)
        {
            List<Seen> order = Order(scene, config, i);
            for (int rank = 0; rank < order.Count; rank++)
            {
                Seen one = order[rank];
                for (int box = 0; box < one.Columns * one.Rows; box++)
                {
                    int x = one.Left + box % one.Columns, y = one.Top + box / one.Columns;
                    int pixel = i * s.Pixels + y * s.Width + x;
                    (double raw, double alpha) = one.Alpha(config, x, y);
                    double t = image.Transmittance[pixel], next = t * (1 - alpha);
                    if (stopped[pixel])
                    {
                        continue;
                    }
                    image.IsMarginal[pixel] |= Near(raw, config.AlphaFloor, Doubtful) || Near(raw, config.AlphaCap, Doubtful);
                    if (raw < config.AlphaFloor)
                    {
                        continue;
                    }
                    image.IsMarginal[pixel] |= Near(next, config.TransmittanceStop, DoubtfulStop);
                    if (next < config.TransmittanceStop)
                    {
                        stopped[pixel] = true;
                        continue;
                    }
                    for (int c = 0; c < s.C; c++)
                    {
                        image.Colors[(i * s.C + c) * s.Pixels + y * s.Width + x] += alpha * t * one.Color[c];
                    }
                    image.Depth[pixel] += alpha * t * one.Z;
                    image.Transmittance[pixel] = next;
                    image.Alpha[pixel] = 1 - next;
                    image.Last[pixel] = rank;
                    image.Blended++;
                }
            }
        }
        return image;
    }

    /// <summary>Gradients of Σ ⟨g, image⟩.</summary>
    /// <param name="scene">What was rendered.</param>
    /// <param name="config">The constants it was rendered with.</param>
    /// <param name="image">What <see cref="Render"/> gave.</param>
    /// <param name="gradColors">∂L/∂colours (B, N, C, H, W).</param>
    /// <param name="gradDepth">∂L/∂depth (B, N, H, W).</param>
    /// <param name="gradAlpha">∂L/∂alpha (B, N, H, W).</param>
    public static SplatArrays Backward(
        SplatArrays scene, SplatConfig config, SplatReferenceImage image, double[] gradColors, double[] gradDepth, double[] gradAlpha)
    {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(gradColors);
        ArgumentNullException.ThrowIfNull(gradDepth);
        ArgumentNullException.ThrowIfNull(gradAlpha);
        SplatShape s = scene.Shape;
        SplatArrays gradient = new(s);
        double[] t = [.. image.Transmittance], suffix = new double[t.Length]; // T_{i+1} and S_i = Σ_{j>i} w_j f_j
        for (int i = 0; i < s.Images; i++)
        {
            SplatCamera camera = Camera(scene, config, i);
            List<Seen> order = Order(scene, config, i);
            for (int rank = order.Count - 1; rank >= 0; rank--)
            {
                Seen one = order[rank];
                (double qa, double qb, double qc) = one.Conic;
                double va = 0, vb = 0, vc = 0, vu = 0, vv = 0, vz = 0, vo = 0;
                double[] vColor = new double[s.C];
                for (int box = 0; box < one.Columns * one.Rows; box++)
                {
                    int x = one.Left + box % one.Columns, y = one.Top + box / one.Columns;
                    int pixel = i * s.Pixels + y * s.Width + x;
                    (double raw, double alpha) = one.Alpha(config, x, y);
                    if (raw < config.AlphaFloor || rank > image.Last[pixel])
                    {
                        continue;
                    }
                    t[pixel] /= 1 - alpha;
                    double w = alpha * t[pixel], f = gradDepth[pixel] * one.Z + gradAlpha[pixel];
                    for (int c = 0; c < s.C; c++)
                    {
                        double g = gradColors[(i * s.C + c) * s.Pixels + y * s.Width + x];
                        f += g * one.Color[c];
                        vColor[c] += w * g;
                    }
                    vz += w * gradDepth[pixel];
                    double vAlpha = t[pixel] * f - suffix[pixel] / (1 - alpha);
                    suffix[pixel] += w * f;
                    if (raw <= config.AlphaCap)
                    {
                        double dx = one.U - x - 0.5, dy = one.V - y - 0.5, vs = -raw * vAlpha;
                        vo += raw / one.Opacity * vAlpha;
                        va += vs * dx * dx / 2;
                        vb += vs * dx * dy;
                        vc += vs * dy * dy / 2;
                        vu += vs * (qa * dx + qb * dy);
                        vv += vs * (qb * dx + qc * dy);
                    }
                }
                // V₂ = −Q V_Q Q with V_Q = [va, vb/2; vb/2, vc]
                double h = vb / 2, m00 = qa * va + qb * h, m01 = qa * h + qb * vc, m10 = qb * va + qc * h, m11 = qb * h + qc * vc;
                SplatGradient taken = new(vu, vv, vz, -(m00 * qa + m01 * qb), -(m00 * qb + m01 * qc), -(m10 * qb + m11 * qc), vo);
                GaussianGradient gaussian = default;
                Vector3D mean = scene.Mean(one.K);
                one.Projection.Backward(camera, config, mean, scene.Opacities[one.K], taken, ref gaussian, gradient.Pose(i));
                if (s.Bases > 0)
                {
                    HarmonicColor.Backward(camera, mean, scene.Color(one.K), vColor, gradient.Color(one.K), ref gaussian, gradient.Pose(i));
                }
                for (int c = 0; s.Bases == 0 && c < s.C; c++)
                {
                    gradient.Color(one.K)[c] += vColor[c];
                }
                gradient.Add(one.K, gaussian);
            }
        }
        return gradient;
    }

    private static bool Near(double value, double threshold, double share) => Math.Abs(value - threshold) <= share * threshold;

    private static SplatCamera Camera(SplatArrays scene, SplatConfig config, int image) =>
        new(scene.Pose(image), scene.Intrinsics.AsSpan(9 * image, 9), scene.Shape, config);

    /// <summary>What a camera sees, near things first, equally near ones by their index.</summary>
    private static List<Seen> Order(SplatArrays scene, SplatConfig config, int image)
    {
        SplatShape s = scene.Shape;
        SplatCamera camera = Camera(scene, config, image);
        List<Seen> seen = [];
        for (int k = image / s.N * s.K; k < (image / s.N + 1) * s.K; k++)
        {
            double depth = (camera.W * scene.Mean(k) + camera.T).Z;
            if (depth > config.Near && depth < config.Far)
            {
                SplatProjection projection = new(camera, config, scene.Mean(k), scene.Scale(k), scene.Rotation(k), scene.Opacities[k]);
                double[] color = new double[s.C];
                if (s.Bases > 0)
                {
                    HarmonicColor.Evaluate(camera, scene.Mean(k), scene.Color(k), color);
                }
                else
                {
                    scene.Color(k).CopyTo(color);
                }
                if (projection.IsVisible)
                {
                    seen.Add(new(k, projection, color, config, s));
                }
            }
        }
        return [.. seen.OrderBy(one => one.Z).ThenBy(one => one.K)];
    }

    /// <summary>A Gaussian in an image: the pixels outside of which α is below the floor, and a pixel around them.</summary>
    private sealed class Seen
    {
        public Seen(int k, SplatProjection projection, double[] color, SplatConfig config, SplatShape s)
        {
            (K, Projection, Color, Conic) = (k, projection, color, projection.Conic);
            (U, V, Z, Opacity) = (projection.U, projection.V, projection.Z, projection.Opacity);
            double t = SplatProjection.Reach(projection.Opacity, config), ex = Math.Sqrt(t * projection.XX) + 1, ey = Math.Sqrt(t * projection.YY) + 1;
            (Left, Top) = ((int)Math.Max(0, projection.U - ex), (int)Math.Max(0, projection.V - ey));
            Columns = (int)Math.Max(0, Math.Min(s.Width, Math.Ceiling(projection.U + ex)) - Left);
            Rows = (int)Math.Max(0, Math.Min(s.Height, Math.Ceiling(projection.V + ey)) - Top);
        }

        public int K { get; }

        public SplatProjection Projection { get; }

        public double U { get; }

        public double V { get; }

        public double Z { get; }

        public double Opacity { get; }

        public double[] Color { get; }

        public (double A, double B, double C) Conic { get; }

        public int Left { get; }

        public int Top { get; }

        public int Columns { get; }

        public int Rows { get; }

        /// <summary>o e^−σ, and that cut off at the cap.</summary>
        public (double Raw, double Alpha) Alpha(SplatConfig config, int x, int y)
        {
            double dx = U - x - 0.5, dy = V - y - 0.5, sigma = (Conic.A * dx * dx + Conic.C * dy * dy) / 2 + Conic.B * dx * dy;
            double raw = sigma < 0 ? 0 : Opacity * Math.Exp(-sigma);
            return (raw, Math.Min(config.AlphaCap, raw));
        }
    }
}
