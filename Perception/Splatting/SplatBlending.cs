using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Perception;

// T transmittance, w weight, C channels of colour (depth is one more), q = σ / ln 2

/// <summary>
/// The forward half of the rasteriser on one tile (spec/sqs.md §8.2 and §9.3): a vector is a row of 16 pixels, in single precision; a Gaussian is
/// blended into the rows that it reaches. <see cref="SplatRasterizerReference"/> is its plain twin.
/// </summary>
internal static unsafe class SplatBlending
{
    /// <summary>Pixels of a tile.</summary>
    public const int Area = SplatShape.Tile * SplatShape.Tile;

    /// <summary>Bytes of a vector, and what buffers begin at a multiple of.</summary>
    public const int Alignment = 64;

    private const int Lanes = SplatShape.Tile;

    private static readonly Vector512<float> columns = Vector512.Create(0f, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    /// <summary>Blends what the tile's list holds; the images are zeros where nothing is.</summary>
    /// <param name="list">Splats and lists.</param>
    /// <param name="shape">Sizes.</param>
    /// <param name="config">Constants.</param>
    /// <param name="tile">Counted through all images.</param>
    /// <param name="target">Images to write.</param>
    [SkipLocalsInit]
    public static void Forward(SplatList list, SplatShape shape, SplatConfig config, int tile, SplatBuffers target)
    {
        TilePlace place = new(shape, tile);
        byte* memory = stackalloc byte[(shape.Channels + 2) * Area * sizeof(float) + Alignment];
        float* left = Aligned(memory), sums = left + Area;                          // T, negative once the pixel is closed; (C + 1, 16, 16)
        int* last = (int*)(sums + shape.Channels * Area);
        Vector512<float> inside = Vector512.LessThan(columns, Vector512.Create((float)place.Columns));
        for (int row = 0; row < Lanes; row++)
        {
            Vector512.ConditionalSelect(inside, Vector512<float>.One, -Vector512<float>.One).StoreAligned(left + row * Lanes);
            Vector512.Create(-1).StoreAligned(last + row * Lanes);
        }
        new Span<float>(sums, shape.Channels * Area).Clear();

        Vector512<float> floor = Vector512.Create((float)config.AlphaFloor), cap = Vector512.Create((float)config.AlphaCap);
        Vector512<float> stop = Vector512.Create((float)config.TransmittanceStop);
        int open = (1 << place.Rows) - 1, channelCount = shape.Channels;
        fixed (Splat* splats = list.Splats)
        fixed (float* channels = list.Channels)
        fixed (int* pairs = list.Pairs)
        {
            for (int i = list.TileFirst[tile]; i < list.TileFirst[tile + 1] && open != 0; i++)
            {
                TileSplat splat = new(splats + pairs[i], place);
                float* c = channels + pairs[i] * channelCount;
                for (int rows = splat.Rows & open; rows != 0; rows &= rows - 1)
                {
                    int row = System.Numerics.BitOperations.TrailingZeroCount(rows), at = row * Lanes;
                    Vector512<float> raw = splat.Cover(row, out _, out _);
                    Vector512<float> t = Vector512.LoadAligned(left + at);
                    Vector512<float> hit = Vector512.GreaterThanOrEqual(raw, floor) & Vector512.GreaterThan(t, Vector512<float>.Zero);
                    if (Vector512.ExtractMostSignificantBits(hit) == 0)
                    {
                        continue;
                    }
                    Vector512<float> alpha = Vector512.MinNative(raw, cap), next = t * (Vector512<float>.One - alpha);
                    Vector512<float> closes = hit & Vector512.LessThan(next, stop), blends = Vector512.AndNot(hit, closes);
                    Vector512<float> w = alpha * t & blends;
                    t = Vector512.ConditionalSelect(blends, next, Vector512.ConditionalSelect(closes, -t, t));
                    t.StoreAligned(left + at);
                    Vector512.ConditionalSelect(blends.AsInt32(), Vector512.Create(i), Vector512.LoadAligned(last + at)).StoreAligned(last + at);
                    float* sum = sums + at;
                    for (int channel = 0; channel < channelCount; channel++, sum += Area)
                    {
                        Vector512.FusedMultiplyAdd(w, Vector512.Create(c[channel]), Vector512.LoadAligned(sum)).StoreAligned(sum);
                    }
                    if (Vector512.ExtractMostSignificantBits(closes) != 0 && Vector512.LessThanAll(t, Vector512<float>.Zero))
                    {
                        open &= ~(1 << row);
                    }
                }
            }
        }
        Write(shape, place, target, left, sums, last);
    }

    /// <summary>The first address in a buffer at which a vector may begin.</summary>
    public static float* Aligned(byte* memory) => (float*)(((nint)memory + Alignment - 1) & ~(Alignment - 1));

    private static void Write(SplatShape shape, TilePlace place, SplatBuffers target, float* left, float* sums, int* last)
    {
        for (int row = 0; row < place.Rows; row++)
        {
            long pixel = place.Pixel(row);
            for (int channel = 0; channel < shape.C; channel++)
            {
                new Span<float>(sums + channel * Area + row * Lanes, place.Columns)
                    .CopyTo(new(target.Colors + place.ColorPixel(shape, channel, row), place.Columns));
            }
            new Span<float>(sums + shape.C * Area + row * Lanes, place.Columns).CopyTo(new(target.Depth + pixel, place.Columns));
            for (int column = 0; column < place.Columns; column++)
            {
                target.Alpha[pixel + column] = 1 - MathF.Abs(left[row * Lanes + column]);
            }
            if (target.Left != null)
            {
                for (int column = 0; column < place.Columns; column++)
                {
                    target.Left[pixel + column] = MathF.Abs(left[row * Lanes + column]);
                }
                new Span<int>(last + row * Lanes, place.Columns).CopyTo(new(target.Last + pixel, place.Columns));
            }
        }
    }
}
