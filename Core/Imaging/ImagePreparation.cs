using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VoxPilot.Core.Imaging;

/// <summary>
/// Makes a network's input of a decoded image: antialiased bicubic resize equal to PIL's (both passes rounded to 8 bits), crop and
/// normalisation in one pass over the rows (spec/sparseoccvla.md §3.1). Several threads may use one instance at once.
/// </summary>
public sealed class ImagePreparation
{
    private readonly float[] mean;
    private readonly float[] inverseStd;
    private volatile Tables? tables;

    /// <summary>For one transform and one normalisation.</summary>
    /// <param name="transform">Scale and crop.</param>
    /// <param name="mean">Mean of R, G, B on the scale 0…255.</param>
    /// <param name="std">Standard deviation of R, G, B on the scale 0…255, positive.</param>
    public ImagePreparation(ImageTransform transform, ReadOnlySpan<float> mean, ReadOnlySpan<float> std)
    {
        ArgumentNullException.ThrowIfNull(transform);
        if (mean.Length != 3 || std.Length != 3 || std.ContainsAnyExceptInRange(float.Epsilon, float.MaxValue))
        {
            throw new ArgumentException("Normalisation needs three means and three positive standard deviations: R, G, B.", nameof(std));
        }
        Transform = transform;
        this.mean = mean.ToArray();
        inverseStd = [1 / std[0], 1 / std[1], 1 / std[2]];
    }

    /// <summary>Scale and crop.</summary>
    public ImageTransform Transform { get; }

    /// <summary>Values of one prepared image: 3 · height · width.</summary>
    public int ValueCount => 3 * Transform.Width * Transform.Height;

    /// <summary>The camera as the prepared image has it: K follows the pixels exactly.</summary>
    public Camera Adjust(Camera camera) => Transform.Adjust(camera);

    /// <summary>Resizes, crops and normalises.</summary>
    /// <param name="image">The decoded image; its <see cref="RgbImage.Scale"/> says by how much the decoder has scaled it already.</param>
    /// <param name="chw">Receives (3, height, width) values: (pixel − mean) / std.</param>
    /// <exception cref="ArgumentException">The span does not hold <see cref="ValueCount"/> values.</exception>
    public void Prepare(RgbImage image, Span<float> chw)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (chw.Length != ValueCount)
        {
            throw new ArgumentException($"An input of 3×{Transform.Height}×{Transform.Width} needs {ValueCount} values; there is room for {chw.Length}.", nameof(chw));
        }
        Tables t = TablesFor(image);
        int ringLength = 3 * Transform.Width * t.Rows.Taps;
        float[] ring = ArrayPool<float>.Shared.Rent(ringLength);
        float[] wide = ArrayPool<float>.Shared.Rent(4 * image.Width);
        try
        {
            int done = 0;
            for (int y = 0; y < Transform.Height; y++)
            {
                int start = t.Rows.Starts[y], end = start + t.Rows.Lengths[y];
                for (done = Math.Max(done, start); done < end; done++)
                {
                    Widen(image.Row(done), wide);
                    ScaleRow(wide, t.Columns, ring.AsSpan(RingOffset(done, t), 3 * Transform.Width));
                }
                for (int channel = 0; channel < 3; channel++)
                {
                    WriteRow(ring, t, y, channel, chw.Slice((channel * Transform.Height + y) * Transform.Width, Transform.Width));
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(ring);
            ArrayPool<float>.Shared.Return(wide);
        }
    }

    /// <summary>Resampling tables of an image's size; the last ones are kept, since a rig's cameras mostly have one size.</summary>
    internal Tables TablesFor(RgbImage image)
    {
        Tables? known = tables;
        if (known is not null && known.Width == image.Width && known.Height == image.Height && known.Decoded == image.Scale)
        {
            return known;
        }
        double scale = Transform.Scale / image.Scale;
        ResampleTable columns = new(image.Width, Transform.Width, scale, Transform.CropLeft);
        Tables made = new(
            image.Width, image.Height, image.Scale,
            Transform.Mirrored ? columns.Reversed() : columns,
            new(image.Height, Transform.Height, scale, Transform.CropTop));
        tables = made;
        return made;
    }

    private int RingOffset(int row, Tables t) => row % t.Rows.Taps * 3 * Transform.Width;

    // RGB bytes to (R, G, B, x) floats; x is whatever follows and is never used.
    private static void Widen(ReadOnlySpan<byte> row, Span<float> wide)
    {
        int pixels = row.Length / 3;
        ref byte source = ref MemoryMarshal.GetReference(row);
        ref float target = ref MemoryMarshal.GetReference(wide);
        for (int x = 0; x < pixels - 1; x++)
        {
            uint packed = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref source, 3 * x));
            Vector128<ushort> shorts = Vector128.WidenLower(Vector128.CreateScalar(packed).AsByte());
            Vector128.ConvertToSingle(Vector128.WidenLower(shorts).AsInt32()).StoreUnsafe(ref target, (nuint)(4 * x));
        }
        for (int channel = 0; channel < 3; channel++)
        {
            wide[4 * (pixels - 1) + channel] = row[3 * (pixels - 1) + channel];
        }
        wide[4 * (pixels - 1) + 3] = 0;
    }

    // One source row to 3 rows of Transform.Width values, each rounded to 0…255.
    private void ScaleRow(ReadOnlySpan<float> wide, ResampleTable columns, Span<float> planes)
    {
        int width = Transform.Width;
        ref float source = ref MemoryMarshal.GetReference(wide);
        ref float weights = ref MemoryMarshal.GetArrayDataReference(columns.Weights);
        for (int x = 0; x < width; x++)
        {
            int length = columns.Lengths[x];
            ref float weight = ref Unsafe.Add(ref weights, x * columns.Taps);
            ref float pixel = ref Unsafe.Add(ref source, 4 * columns.Starts[x]);
            Vector128<float> even = Vector128<float>.Zero, odd = Vector128<float>.Zero;
            int k = 0;
            for (; k + 1 < length; k += 2)
            {
                even = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref pixel, (nuint)(4 * k)), Vector128.Create(Unsafe.Add(ref weight, k)), even);
                odd = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref pixel, (nuint)(4 * k + 4)), Vector128.Create(Unsafe.Add(ref weight, k + 1)), odd);
            }
            if (k < length)
            {
                even = Vector128.FusedMultiplyAdd(Vector128.LoadUnsafe(ref pixel, (nuint)(4 * k)), Vector128.Create(Unsafe.Add(ref weight, k)), even);
            }
            Vector128<float> rounded = Vector128.Floor(Vector128.Clamp(even + odd, Vector128<float>.Zero, Vector128.Create(255f)) + Vector128.Create(0.5f));
            planes[x] = rounded.GetElement(0);
            planes[width + x] = rounded.GetElement(1);
            planes[2 * width + x] = rounded.GetElement(2);
        }
    }

    private void WriteRow(float[] ring, Tables t, int y, int channel, Span<float> output)
    {
        int width = Transform.Width, length = t.Rows.Lengths[y];
        ReadOnlySpan<float> weights = t.Rows.Weights.AsSpan(y * t.Rows.Taps, length);
        Span<int> offsets = stackalloc int[length];
        for (int k = 0; k < length; k++)
        {
            offsets[k] = RingOffset(t.Rows.Starts[y] + k, t) + channel * width;
        }
        ref float rows = ref MemoryMarshal.GetArrayDataReference(ring);
        ref float target = ref MemoryMarshal.GetReference(output);
        int x = 0;
        for (; x + 8 <= width; x += 8)
        {
            Vector256<float> sum = Vector256<float>.Zero;
            for (int k = 0; k < length; k++)
            {
                sum = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref rows, (nuint)(offsets[k] + x)), Vector256.Create(weights[k]), sum);
            }
            sum = Vector256.Floor(Vector256.Clamp(sum, Vector256<float>.Zero, Vector256.Create(255f)) + Vector256.Create(0.5f));
            ((sum - Vector256.Create(mean[channel])) * Vector256.Create(inverseStd[channel])).StoreUnsafe(ref target, (nuint)x);
        }
        for (; x < width; x++)
        {
            float sum = 0;
            for (int k = 0; k < length; k++)
            {
                sum = MathF.FusedMultiplyAdd(ring[offsets[k] + x], weights[k], sum);
            }
            output[x] = (MathF.Floor(Math.Clamp(sum, 0, 255) + 0.5f) - mean[channel]) * inverseStd[channel];
        }
    }

    /// <summary>Tables of one decoded size.</summary>
    internal sealed record Tables(int Width, int Height, double Decoded, ResampleTable Columns, ResampleTable Rows);
}
