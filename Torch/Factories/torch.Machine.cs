using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    private static ScalarType defaultDtype = ScalarType.Float32;

    /// <summary>The version of libtorch underneath.</summary>
    public static string __version__ => Native.Version;

    public static ScalarType get_default_dtype() => defaultDtype;

    public static void set_default_dtype(ScalarType dtype) => defaultDtype = dtype;

    public static int get_num_threads() => Native.vp_num_threads();

    public static void set_num_threads(int num) => Native.vp_set_num_threads(num);

    public static int get_num_interop_threads() => Native.vp_num_interop_threads();

    public static void set_num_interop_threads(int num) => Native.Check(Native.vp_set_num_interop_threads(num));

    public static bool cuda_is_available() => cuda.is_available();

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.Current.Open();

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.Current.Innermost;

    /// <summary>Evaluates an expression in a dispose scope of its own and keeps its value alone.</summary>
    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using DisposeScope scope = NewDisposeScope();
        return expr().MoveToOuterDisposeScope();
    }

    public static bool is_floating_point(ScalarType type) =>
        type is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;

    public static bool is_floating_point(Tensor input) => input.is_floating_point();

    public static bool is_integral(ScalarType type) =>
        type is ScalarType.Byte or ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 or ScalarType.Bool;

    public static bool is_integral(Tensor t) => t.is_integral();

    public static bool is_complex(ScalarType type) => type is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64;

    public static partial class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => Native.vp_cuda_devices();

        public static bool is_cudnn_available() => Native.vp_cudnn_available() != 0;

        public static void manual_seed(long seed) => manual_seed_all(seed);

        public static void manual_seed_all(long seed) => Native.Check(Native.vp_cuda_seed((ulong)seed));

        /// <summary>Waits until a CUDA device has done all its work.</summary>
        public static void synchronize(Device? device = null) => Native.Check(Native.vp_cuda_synchronize(device?.index ?? -1));
    }

    public static partial class backends
    {
        public static partial class cuda
        {
            public static partial class matmul
            {
                public static bool allow_tf32
                {
                    get => Native.vp_allow_tf32() != 0;
                    set => Native.vp_set_allow_tf32(value ? 1 : 0);
                }
            }
        }
    }
}
