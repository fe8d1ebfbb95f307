using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

[assembly: DisableRuntimeMarshalling]

namespace VoxPilot.Torch.Interop;

/// <summary>The C ABI of native/voxpilot_torch.cpp. What only reads a field runs without a GC transition.</summary>
internal static unsafe partial class Native
{
    internal const string Library = "voxpilot_torch";

    /// <summary>The version of libtorch, such as 1.13.1.</summary>
    public static string Version => Marshal.PtrToStringUTF8(vp_version()) ?? "";

    /// <summary>Throws the native failure where <paramref name="status"/> tells of one.</summary>
    public static void Check(int status)
    {
        if (status < 0)
            throw NativeError.Take();
    }

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial nint vp_error();

    [LibraryImport(Library)]
    internal static partial nint vp_version();

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial long vp_live_tensors();

    [LibraryImport(Library)]
    internal static partial void vp_free(nint memory);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint vp_find(string name, string overload);

    [LibraryImport(Library)]
    internal static partial int vp_call(nint op, NativeValue* arguments, int count, NativeValue* results, int capacity);

    [LibraryImport(Library)]
    internal static partial void vp_release(nint handle);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial nint vp_share(nint handle);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial long vp_dim(nint handle);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial long vp_numel(nint handle);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial long* vp_sizes(nint handle);

    [LibraryImport(Library)]
    internal static partial long* vp_strides(nint handle);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int vp_dtype(nint handle);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial long vp_storage_offset(nint handle);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial long vp_element_size(nint handle);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int vp_requires_grad(nint handle);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int vp_is_contiguous(nint handle, int memoryFormat);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int vp_is_sparse(nint handle);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial long vp_device(nint handle);

    [LibraryImport(Library)]
    internal static partial int vp_data(nint handle, void** data);

    [LibraryImport(Library)]
    internal static partial int vp_set_data(nint handle, nint other);

    [LibraryImport(Library)]
    internal static partial int vp_from_blob(void* data, long* sizes, long* strides, int dim, int dtype, int deviceType, int deviceIndex, nint context, nint* result);

    [LibraryImport(Library)]
    internal static partial int vp_set_requires_grad(nint handle, int required);

    [LibraryImport(Library)]
    internal static partial int vp_is_leaf(nint handle);

    [LibraryImport(Library)]
    internal static partial int vp_retain_grad(nint handle);

    [LibraryImport(Library)]
    internal static partial int vp_grad(nint handle, nint* gradient);

    [LibraryImport(Library)]
    internal static partial int vp_set_grad(nint handle, nint gradient);

    [LibraryImport(Library)]
    internal static partial int vp_backward(nint* tensors, int count, nint* gradients, int gradientCount, int retainGraph, int createGraph, nint* inputs, int inputCount);

    [LibraryImport(Library)]
    internal static partial int vp_autograd_grad(nint* outputs, int outputCount, nint* inputs, int inputCount, nint* gradients, int gradientCount, int retainGraph, int createGraph, int allowUnused, nint* results);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int vp_grad_enabled();

    [LibraryImport(Library)]
    internal static partial void vp_set_grad_enabled(int enabled);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int vp_inference_enabled();

    [LibraryImport(Library)]
    internal static partial nint vp_inference_enter(int enabled);

    [LibraryImport(Library)]
    internal static partial void vp_inference_leave(nint guard);

    [LibraryImport(Library)]
    internal static partial int vp_anomaly_enabled();

    [LibraryImport(Library)]
    internal static partial void vp_set_anomaly_enabled(int enabled);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int vp_autocast_enabled(int deviceType);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int vp_autocast_dtype(int deviceType);

    [LibraryImport(Library)]
    internal static partial void vp_autocast_enter(int deviceType, int enabled, int dtype);

    [LibraryImport(Library)]
    internal static partial void vp_autocast_leave(int deviceType, int enabled, int dtype);

    [LibraryImport(Library)]
    internal static partial void vp_set_callbacks(delegate* unmanaged<nint, nint, nint*, int, nint*, int, byte*, int, int> backward, delegate* unmanaged<nint, void> release);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int vp_custom_function(nint context, string name, int materialize, nint* inputs, int inputCount, nint* outputs, int* kinds, int outputCount, nint* saved, int savedCount);

    [LibraryImport(Library)]
    internal static partial int vp_saved(nint node, int index, nint* tensor);

    [LibraryImport(Library)]
    internal static partial void vp_manual_seed(ulong seed);

    [LibraryImport(Library)]
    internal static partial int vp_generator(int deviceType, int deviceIndex, int fresh, ulong seed, nint* result);

    [LibraryImport(Library)]
    internal static partial void vp_generator_release(nint handle);

    [LibraryImport(Library)]
    internal static partial ulong vp_generator_seed(nint handle);

    [LibraryImport(Library)]
    internal static partial ulong vp_generator_reseed(nint handle);

    [LibraryImport(Library)]
    internal static partial void vp_generator_set_seed(nint handle, ulong seed);

    [LibraryImport(Library)]
    internal static partial int vp_generator_state(nint handle, nint* state);

    [LibraryImport(Library)]
    internal static partial int vp_generator_set_state(nint handle, nint state);

    [LibraryImport(Library)]
    internal static partial int vp_num_threads();

    [LibraryImport(Library)]
    internal static partial void vp_set_num_threads(int count);

    [LibraryImport(Library)]
    internal static partial int vp_num_interop_threads();

    [LibraryImport(Library)]
    internal static partial int vp_set_num_interop_threads(int count);

    [LibraryImport(Library)]
    internal static partial int vp_cuda_devices();

    [LibraryImport(Library)]
    internal static partial int vp_cudnn_available();

    [LibraryImport(Library)]
    internal static partial int vp_cuda_synchronize(int index);

    [LibraryImport(Library)]
    internal static partial int vp_cuda_seed(ulong seed);

    [LibraryImport(Library)]
    internal static partial int vp_allow_tf32();

    [LibraryImport(Library)]
    internal static partial void vp_set_allow_tf32(int allowed);
}
