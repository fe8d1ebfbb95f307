using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>
            /// Samples (N, C, H, W) at grid (N, h, w, 2) of (x, y), or (N, C, D, H, W) at (N, d, h, w, 3) of (x, y, z);
            /// coordinates run from -1 to 1 over the pixels' centres (<paramref name="align_corners"/>) or their outer edges.
            /// </summary>
            public static Tensor grid_sample(
                Tensor input, Tensor grid, GridSampleMode mode = GridSampleMode.Bilinear, GridSamplePaddingMode padding_mode = GridSamplePaddingMode.Zeros,
                bool? align_corners = null)
            {
                // libtorch counts bilinear 0, nearest 1 and zeros 0, border 1, reflection 2.
                long interpolation = mode == GridSampleMode.Bilinear ? 0 : 1;
                long padding = padding_mode switch { GridSamplePaddingMode.Zeros => 0, GridSamplePaddingMode.Border => 1, _ => 2 };
                return Aten.grid_sampler.Call(input, grid, interpolation, padding, align_corners ?? false);
            }

            public static Tensor affine_grid(Tensor theta, long[]? size = null, bool align_corners = false) =>
                Aten.affine_grid_generator.Call(theta, size, align_corners);

            /// <summary>Resizes the dimensions after the first two to a size, or by a factor.</summary>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest, bool? align_corners = null,
                bool recompute_scale_factor = false, bool antialias = false)
            {
                int spatial = (int)x.Dimensions - 2;
                if (scale_factor is { Length: 1 } && spatial > 1)
                    scale_factor = Enumerable.Repeat(scale_factor[0], spatial).ToArray();
                if (recompute_scale_factor && scale_factor is not null)
                {
                    size = scale_factor.Select((factor, i) => (long)Math.Floor(x.size(i + 2) * factor)).ToArray();
                    scale_factor = null;
                }

                bool corners = align_corners ?? false;
                return (mode, spatial) switch
                {
                    (InterpolationMode.Nearest, 1) => Aten.upsample_nearest1d_vec.Call(x, size, scale_factor),
                    (InterpolationMode.Nearest, 2) => Aten.upsample_nearest2d_vec.Call(x, size, scale_factor),
                    (InterpolationMode.Nearest, 3) => Aten.upsample_nearest3d_vec.Call(x, size, scale_factor),
                    (InterpolationMode.NearestExact, 2) => Aten._upsample_nearest_exact2d_vec.Call(x, size, scale_factor),
                    (InterpolationMode.Linear, 1) => Aten.upsample_linear1d_vec.Call(x, size, corners, scale_factor),
                    (InterpolationMode.Bilinear, 2) when antialias => Aten._upsample_bilinear2d_aa_vec.Call(x, size, corners, scale_factor),
                    (InterpolationMode.Bilinear, 2) => Aten.upsample_bilinear2d_vec.Call(x, size, corners, scale_factor),
                    (InterpolationMode.Bicubic, 2) when antialias => Aten._upsample_bicubic2d_aa_vec.Call(x, size, corners, scale_factor),
                    (InterpolationMode.Bicubic, 2) => Aten.upsample_bicubic2d_vec.Call(x, size, corners, scale_factor),
                    (InterpolationMode.Trilinear, 3) => Aten.upsample_trilinear3d_vec.Call(x, size, corners, scale_factor),
                    (InterpolationMode.Area, 2) when size is not null => adaptive_avg_pool2d(x, size),
                    _ => throw new ArgumentException($"{mode} does not resize {spatial} dimensions; the tensor has {x.Dimensions}, of which the first two stay.", nameof(mode)),
                };
            }

            /// <param name="pad">Before and after, the last dimension first.</param>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => (mode, pad.Length) switch
            {
                (PaddingModes.Constant or PaddingModes.Zeros, _) => Aten.constant_pad_nd.Call(input, pad, value),
                (PaddingModes.Reflect, 2) => Aten.reflection_pad1d.Call(input, pad),
                (PaddingModes.Reflect, 4) => Aten.reflection_pad2d.Call(input, pad),
                (PaddingModes.Replicate, 2) => Aten.replication_pad1d.Call(input, pad),
                (PaddingModes.Replicate, 4) => Aten.replication_pad2d.Call(input, pad),
                (PaddingModes.Replicate, 6) => Aten.replication_pad3d.Call(input, pad),
                _ => throw new ArgumentException($"{mode} does not pad with {pad.Length} numbers.", nameof(mode)),
            };

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);
        }
    }
}
