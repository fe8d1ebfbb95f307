namespace VoxPilot.Perception;

// B batch, K Gaussians, N cameras, L levels, P key points, G groups, C channels of a group

/// <summary>
/// The cross-attention of spec/sqs.md §4.3 in one pass over CPU memory: project the key points, one softmax for each group over all
/// (camera, level, point) that see something, and the weighted sum of bilinear samples; and the gradients of that. The composition of
/// tensor operators in <see cref="CameraFeatures"/> is its plain twin.
/// </summary>
/// <remarks>A logit is the sum of the Gaussian's part and the camera's, because the layer behind both is linear.</remarks>
internal static unsafe class DeformableAggregation
{
    private const int Chunk = 64;

    /// <summary>Fills the output (B, K, G, C). Gaussians are shared among the cores, at most <paramref name="threads"/> of them.</summary>
    public static void Forward(AggregationShape s, AggregationInputs x, float* output, int threads = -1) =>
        InChunks(s, threads, (_, b, from, to) =>
        {
            Sight* seen = stackalloc Sight[s.N * s.P];
            float* weights = stackalloc float[s.N * s.P * s.L * s.G];
            float* logSums = stackalloc float[s.G];
            for (long i = from; i < to; i++)
            {
                float* target = output + i * s.G * s.C;
                new Span<float>(target, s.G * s.C).Clear();
                int count = Look(s, x, b, i, seen);
                Weigh(s, x, b, i, seen, count, weights, logSums);
                for (int e = 0; e < count; e++)
                {
                    for (int l = 0; l < s.L; l++)
                    {
                        BilinearTaps at = Taps(s, l, seen[e].Place);
                        float* map = x.Levels[l] + Map(s, l, b, seen[e].Place.View);
                        float* w = weights + (e * s.L + l) * s.G;
                        for (int g = 0; g < s.G; g++)
                        {
                            float* f = map + g * s.C;
                            FeatureVectors.AddFour(
                                target + g * s.C, f + at.UpperLeft, f + at.UpperRight, f + at.LowerLeft, f + at.LowerRight,
                                w[g] * at.UpperLeftShare, w[g] * at.UpperRightShare, w[g] * at.LowerLeftShare, w[g] * at.LowerRightShare, s.C);
                        }
                    }
                }
            }
        });

    /// <summary>
    /// Adds to the gradients, each of the shape of its input: of points, of both parts of the logits, of the levels that are given
    /// (not null).
    /// </summary>
    public static void Backward(
        AggregationShape s, AggregationInputs x, float* gradOutput, float* gradPoints, float* gradOwn, float* gradCameras,
        float*[] gradLevels, int threads = -1)
    {
        float[] logSums = new float[(long)s.B * s.K * s.G];
        float[] ofChunks = new float[(long)Chunks(s) * s.N * s.Logits];
        fixed (float* sums = logSums, parts = ofChunks)
        {
            OfGaussians(s, x, gradOutput, gradPoints, gradOwn, parts, sums, threads);
            for (int chunk = 0; chunk < Chunks(s); chunk++)
            {
                long camera = chunk / Math.Max(Chunks(s) / s.B, 1) * (long)s.N * s.Logits;
                FeatureVectors.Add(gradCameras + camera, parts + (long)chunk * s.N * s.Logits, 1, s.N * s.Logits);
            }
            OfLevels(s, x, gradOutput, gradLevels, sums, threads);
        }
    }

    /// <summary>All gradients that are owned by one Gaussian, and the cameras' for each chunk apart: no two cores write to the same place.</summary>
    private static void OfGaussians(
        AggregationShape s, AggregationInputs x, float* gradOutput, float* gradPoints, float* gradOwn, float* gradCameras, float* logSums, int threads) =>
        InChunks(s, threads, (chunk, b, from, to) =>
        {
            Sight* seen = stackalloc Sight[s.N * s.P];
            float* weights = stackalloc float[s.N * s.P * s.L * s.G], values = stackalloc float[s.N * s.P * s.L * s.G];
            float* means = stackalloc float[s.G];
            for (long i = from; i < to; i++)
            {
                float* grad = gradOutput + i * s.G * s.C;
                int count = Look(s, x, b, i, seen);
                Weigh(s, x, b, i, seen, count, weights, logSums + i * s.G);
                new Span<float>(means, s.G).Clear();
                for (int e = 0; e < count; e++)
                {
                    float gradU = 0, gradV = 0;
                    for (int l = 0; l < s.L; l++)
                    {
                        BilinearTaps at = Taps(s, l, seen[e].Place);
                        float* map = x.Levels[l] + Map(s, l, b, seen[e].Place.View);
                        for (int g = 0; g < s.G; g++)
                        {
                            float* f = map + g * s.C, d = grad + g * s.C;
                            float upperLeft = FeatureVectors.Dot(d, f + at.UpperLeft, s.C), upperRight = FeatureVectors.Dot(d, f + at.UpperRight, s.C);
                            float lowerLeft = FeatureVectors.Dot(d, f + at.LowerLeft, s.C), lowerRight = FeatureVectors.Dot(d, f + at.LowerRight, s.C);
                            int entry = (e * s.L + l) * s.G + g;
                            float w = weights[entry];
                            values[entry] = at.Value(upperLeft, upperRight, lowerLeft, lowerRight);
                            means[g] += w * values[entry];
                            gradU += w * at.SlopeU(upperLeft, upperRight, lowerLeft, lowerRight);
                            gradV += w * at.SlopeV(upperLeft, upperRight, lowerLeft, lowerRight);
                        }
                    }
                    seen[e].Place.AddGradient(gradU, gradV, gradPoints + (i * s.P + seen[e].Point) * 3);
                }

                // ∂z = w (∂w − Σ w ∂w)
                for (int e = 0; e < count; e++)
                {
                    for (int l = 0; l < s.L; l++)
                    {
                        int logit = Logit(s, l, seen[e].Point), entry = (e * s.L + l) * s.G;
                        float* own = gradOwn + i * s.Logits + logit;
                        float* camera = gradCameras + ((long)chunk * s.N + seen[e].Place.View) * s.Logits + logit;
                        for (int g = 0; g < s.G; g++)
                        {
                            float d = weights[entry + g] * (values[entry + g] - means[g]);
                            own[g] += d;
                            camera[g] += d;
                        }
                    }
                }
            }
        });

    /// <summary>Gradients of the maps, each map by one core.</summary>
    private static void OfLevels(AggregationShape s, AggregationInputs x, float* gradOutput, float*[] gradLevels, float* logSums, int threads) =>
        Parallel.For(0, s.B * s.N * s.L, Options(threads), task =>
        {
            int l = task % s.L, n = task / s.L % s.N, b = task / s.L / s.N;
            if (gradLevels[l] == null)
            {
                return;
            }
            float* map = gradLevels[l] + Map(s, l, b, n);
            for (long i = (long)b * s.K; i < (b + 1L) * s.K; i++)
            {
                for (int p = 0; p < s.P; p++)
                {
                    ProjectedPoint place = Project(s, x, b, n, i, p);
                    if (!place.Seen)
                    {
                        continue;
                    }
                    BilinearTaps at = Taps(s, l, place);
                    for (int g = 0; g < s.G; g++)
                    {
                        float* source = gradOutput + (i * s.G + g) * s.C, f = map + g * s.C;
                        float w = MathF.Exp(Logit(s, x, b, i, n, l, p, g) - logSums[i * s.G + g]);
                        FeatureVectors.Add(f + at.UpperLeft, source, w * at.UpperLeftShare, s.C);
                        FeatureVectors.Add(f + at.UpperRight, source, w * at.UpperRightShare, s.C);
                        FeatureVectors.Add(f + at.LowerLeft, source, w * at.LowerLeftShare, s.C);
                        FeatureVectors.Add(f + at.LowerRight, source, w * at.LowerRightShare, s.C);
                    }
                }
            }
        });

    /// <summary>Which cameras see which key points of a Gaussian, and where.</summary>
    private static int Look(AggregationShape s, AggregationInputs x, int b, long i, Sight* seen)
    {
        int count = 0;
        for (int n = 0; n < s.N; n++)
        {
            for (int p = 0; p < s.P; p++)
            {
                ProjectedPoint place = Project(s, x, b, n, i, p);
                if (place.Seen)
                {
                    seen[count++] = new() { Place = place, Point = p };
                }
            }
        }
        return count;
    }

    /// <summary>Softmax over what is seen: weights (seen, L, G); all 0 where no logit counts. Of each group log Σ e^z.</summary>
    private static void Weigh(AggregationShape s, AggregationInputs x, int b, long i, Sight* seen, int count, float* weights, float* logSums)
    {
        int rows = count * s.L;
        for (int g = 0; g < s.G; g++)
        {
            float highest = float.NegativeInfinity, sum = 0;
            for (int e = 0, row = 0; e < count; e++)
            {
                for (int l = 0; l < s.L; l++, row++)
                {
                    float z = Logit(s, x, b, i, seen[e].Place.View, l, seen[e].Point, g);
                    weights[row * s.G + g] = z;
                    highest = MathF.Max(highest, z);
                }
            }
            highest = float.IsNegativeInfinity(highest) ? 0 : highest;
            for (int row = 0; row < rows; row++)
            {
                sum += weights[row * s.G + g] = MathF.Exp(weights[row * s.G + g] - highest);
            }
            float factor = sum > 0 ? 1 / sum : 0;
            for (int row = 0; row < rows; row++)
            {
                weights[row * s.G + g] *= factor;
            }
            logSums[g] = sum > 0 ? highest + MathF.Log(sum) : float.PositiveInfinity;
        }
    }

    private static float Logit(AggregationShape s, AggregationInputs x, int b, long i, int n, int l, int p, int g)
    {
        int logit = Logit(s, l, p) + g;
        return x.Kept == null || x.Kept[(i * s.N + n) * s.Logits + logit]
            ? x.Own[i * s.Logits + logit] + x.Cameras[((long)b * s.N + n) * s.Logits + logit]
            : float.NegativeInfinity;
    }

    private static int Logit(AggregationShape s, int l, int p) => (l * s.P + p) * s.G;

    private static ProjectedPoint Project(AggregationShape s, AggregationInputs x, int b, int n, long i, int p) =>
        new(x.Matrices + ((long)b * s.N + n) * 16, x.Points + (i * s.P + p) * 3, s.ImageWidth, s.ImageHeight, n);

    private static BilinearTaps Taps(AggregationShape s, int l, in ProjectedPoint place) => new(s.Widths[l], s.Heights[l], s.G * s.C, place.U, place.V);

    private static long Map(AggregationShape s, int l, int b, int n) => ((long)b * s.N + n) * s.Heights[l] * s.Widths[l] * s.G * s.C;

    /// <summary>Chunks of Gaussians, none across two samples; their bounds do not depend on the number of cores.</summary>
    private static int Chunks(AggregationShape s) => s.B * ((s.K + Chunk - 1) / Chunk);

    private static void InChunks(AggregationShape s, int threads, Action<int, int, long, long> body)
    {
        int each = (s.K + Chunk - 1) / Chunk;
        Parallel.For(0, s.B * each, Options(threads), chunk =>
        {
            int b = chunk / each, first = chunk % each * Chunk;
            body(chunk, b, (long)b * s.K + first, (long)b * s.K + Math.Min(first + Chunk, s.K));
        });
    }

    private static ParallelOptions Options(int threads) => new() { MaxDegreeOfParallelism = threads };

    private struct Sight
    {
        public ProjectedPoint Place;
        public int Point;
    }
}
