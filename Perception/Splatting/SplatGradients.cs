using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Perception;

// T transmittance, w weight, f = g·c + gD z + gA what a pixel gains by more of a Gaussian, S = Σ_{j>i} w_j f_j, vs = ∂L/∂σ

/// <summary>
/// The backward half of the rasteriser on one tile (spec/sqs.md §8.3 and §9.3): back to front from the last pair that was blended, T rebuilt by
/// division. Each pair gets sums over its pixels at a place of its own; <see cref="SplatBackward"/> adds them up in a fixed order.
/// </summary>
/// <remarks>
/// Instead of moments of (dx, dy), which the inverse covariance of a needle would turn into small differences of large numbers, moments of
/// (x', dy) are summed; see <see cref="Splat"/>.
/// </remarks>
internal static unsafe class SplatGradients
{
    /// <summary>Sums of a pair beside those of its channels: vs, vs x', vs dy, vs x'², vs x' dy, vs dy².</summary>
    public const int Moments = 6;

    private const int Area = SplatBlending.Area;
    private const int Lanes = SplatShape.Tile;

    /// <summary>Fills the sums of all pairs of the tile.</summary>
    /// <param name="list">Splats and lists.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="config">Constants.</param>
    /// <param name="tile">Counted through all images.</param>
    /// <param name="gradient">Gradients of the images, and what the forward half left there.</param>
    /// <param name="sums">(pairs counted splat by splat, 6 + C + 1).</param>
    [SkipLocalsInit]
    public static void Backward(SplatList list, SplatShape shape, SplatConfig config, int tile, SplatBuffers gradient, float* sums)
    {
        if (list.TileFirst[tile] == list.TileFirst[tile + 1])
        {
            return;
        }
        TilePlace place = new(shape, tile);
        int channelCount = shape.Channels, stride = Moments + channelCount;
        byte* memory = stackalloc byte[((shape.Channels + 4) * Area + shape.Channels * Lanes) * sizeof(float) + SplatBlending.Alignment];
        float* g = SplatBlending.Aligned(memory), gradAlpha = g + shape.Channels * Area, left = gradAlpha + Area, behind = left + Area; // (C + 1, 16, 16); T; S
        int* last = (int*)(behind + Area);
        float* shares = (float*)(last + Area);                                      // (C + 1, 16): ∂c and ∂z, lane by lane
        int i = Math.Max(Read(shape, place, gradient, g, gradAlpha, left, last), list.TileFirst[tile] - 1);
        new Span<float>(behind, Area).Clear();

        Vector512<float> floor = Vector512.Create((float)config.AlphaFloor), cap = Vector512.Create((float)config.AlphaCap);
        fixed (Splat* splats = list.Splats)
        fixed (float* channels = list.Channels)
        fixed (int* pairs = list.Pairs, numbers = list.Numbers)
        {
            for (int unseen = list.TileFirst[tile + 1] - 1; unseen > i; unseen--)
            {
                new Span<float>(sums + (long)numbers[unseen] * stride, stride).Clear();
            }
            for (; i >= list.TileFirst[tile]; i--)
            {
                TileSplat splat = new(splats + pairs[i], place);
                float* c = channels + pairs[i] * channelCount;
                Vector512<float> m = Vector512<float>.Zero, mx = m, my = m, mxx = m, mxy = m, myy = m;
                for (int channel = 0; channel < channelCount; channel++)
                {
                    Vector512<float>.Zero.StoreAligned(shares + channel * Lanes);
                }
                for (int rows = splat.Rows; rows != 0; rows &= rows - 1)
                {
                    int row = BitOperations.TrailingZeroCount(rows), at = row * Lanes;
                    Vector512<float> raw = splat.Cover(row, out Vector512<float> x, out float dy);
                    Vector512<float> hit = Vector512.GreaterThanOrEqual(raw, floor)
                        & Vector512.LessThanOrEqual(Vector512.Create(i), Vector512.LoadAligned(last + at)).AsSingle();
                    if (Vector512.ExtractMostSignificantBits(hit) == 0)
                    {
                        continue;
                    }
                    Vector512<float> alpha = Vector512.MinNative(raw, cap), inverse = Vector512<float>.One / (Vector512<float>.One - alpha);
                    Vector512<float> before = Vector512.LoadAligned(left + at), t = before * inverse, w = alpha * t & hit;
                    Vector512.ConditionalSelect(hit, t, before).StoreAligned(left + at);
                    Vector512<float> f = Vector512.LoadAligned(gradAlpha + at);
                    float* gradOfRow = g + at, share = shares;
                    for (int channel = 0; channel < channelCount; channel++, gradOfRow += Area, share += Lanes)
                    {
                        Vector512<float> gc = Vector512.LoadAligned(gradOfRow);
                        f = Vector512.FusedMultiplyAdd(gc, Vector512.Create(c[channel]), f);
                        Vector512.FusedMultiplyAdd(w, gc, Vector512.LoadAligned(share)).StoreAligned(share);
                    }
                    Vector512<float> s = Vector512.LoadAligned(behind + at);
                    Vector512.FusedMultiplyAdd(w, f, s).StoreAligned(behind + at);
                    Vector512<float> gradOfAlpha = t * f - s * inverse;
                    Vector512<float> vs = -raw * gradOfAlpha & hit & Vector512.LessThanOrEqual(raw, cap);
                    Vector512<float> vx = vs * x, y = Vector512.Create(dy), vy = vs * y;
                    m += vs;
                    mx += vx;
                    my += vy;
                    mxx = Vector512.FusedMultiplyAdd(vx, x, mxx);
                    mxy = Vector512.FusedMultiplyAdd(vx, y, mxy);
                    myy = Vector512.FusedMultiplyAdd(vy, y, myy);
                }
                float* target = sums + (long)numbers[i] * stride;
                target[0] = Vector512.Sum(m);
                target[1] = Vector512.Sum(mx);
                target[2] = Vector512.Sum(my);
                target[3] = Vector512.Sum(mxx);
                target[4] = Vector512.Sum(mxy);
                target[5] = Vector512.Sum(myy);
                for (int channel = 0; channel < channelCount; channel++)
                {
                    target[Moments + channel] = Vector512.Sum(Vector512.LoadAligned(shares + channel * Lanes));
                }
            }
        }
    }

    /// <summary>Reads the tile's gradients; what lies outside of the image has no last pair.</summary>
    /// <returns>The last pair that any pixel blended; −1 where none did.</returns>
    private static int Read(SplatShape shape, TilePlace place, SplatBuffers gradient, float* g, float* gradAlpha, float* left, int* last)
    {
        new Span<float>(g, (shape.Channels + 2) * Area).Clear();
        new Span<int>(last, Area).Fill(-1);
        int most = -1;
        for (int row = 0; row < place.Rows; row++)
        {
            long pixel = place.Pixel(row);
            int at = row * Lanes, columns = place.Columns;
            for (int channel = 0; channel < shape.C; channel++)
            {
                new Span<float>(gradient.Colors + place.ColorPixel(shape, channel, row), columns).CopyTo(new(g + channel * Area + at, columns));
            }
            new Span<float>(gradient.Depth + pixel, columns).CopyTo(new(g + shape.C * Area + at, columns));
            new Span<float>(gradient.Alpha + pixel, columns).CopyTo(new(gradAlpha + at, columns));
            new Span<float>(gradient.Left + pixel, columns).CopyTo(new(left + at, columns));
            new Span<int>(gradient.Last + pixel, columns).CopyTo(new(last + at, columns));
            for (int column = 0; column < columns; column++)
            {
                most = Math.Max(most, last[at + column]);
            }
        }
        return most;
    }
}
