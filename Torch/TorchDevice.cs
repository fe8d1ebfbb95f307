using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace VoxPilot.Torch;

/// <summary>What a device can do that libtorch does not tell.</summary>
public static unsafe class TorchDevice
{
    // CPUID leaf 7 (Intel, Architecture Instruction Set Extensions Programming Reference, chapter 1): AMX-BF16 in EDX of
    // sub-leaf 0, AVX512_BF16 in EAX of sub-leaf 1. .NET has no IsSupported for either.
    private const int FeatureLeaf = 7;
    private const int AmxBFloat16Bit = 22;
    private const int Avx512BFloat16Bit = 5;

    private const int ComputeCapabilityMajor = 75; // CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR
    private const int Ampere = 8;

    /// <summary>Whether the device has instructions that multiply bfloat16: CUDA from compute capability 8.0 on, CPUs with AVX-512 BF16 or AMX.</summary>
    public static bool HasFastBFloat16(torch.Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.type switch
        {
            DeviceType.CPU => CpuHasBFloat16(),
            DeviceType.CUDA => CudaCapability(Math.Max(device.index, 0)) >= Ampere,
            _ => false,
        };
    }

    private static bool CpuHasBFloat16()
    {
        if (!X86Base.IsSupported || !Avx512F.IsSupported || X86Base.CpuId(0, 0).Eax < FeatureLeaf)
            return false;
        (int subLeaves, _, _, int amx) = X86Base.CpuId(FeatureLeaf, 0);
        int avx512 = subLeaves >= 1 ? X86Base.CpuId(FeatureLeaf, 1).Eax : 0;
        return (amx >> AmxBFloat16Bit & 1) != 0 || (avx512 >> Avx512BFloat16Bit & 1) != 0;
    }

    // Asked of the driver, as libtorch's own functions for it need the CUDA toolkit's headers.
    private static int CudaCapability(int index)
    {
        if (index >= torch.cuda.device_count() || !NativeLibrary.TryLoad("libcuda.so.1", out nint driver))
            return 0;
        int found = 0;
        bool asked = NativeLibrary.TryGetExport(driver, "cuDeviceGetAttribute", out nint get)
            && ((delegate* unmanaged<int*, int, int, int>)get)(&found, ComputeCapabilityMajor, index) == 0;
        return asked ? found : 0;
    }
}
