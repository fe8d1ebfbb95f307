using System.Runtime.InteropServices;

namespace VoxPilot.Torch.Interop;

/// <summary>What a <see cref="NativeValue"/> holds; the numbers are those of native/voxpilot_torch.cpp.</summary>
internal enum ValueTag
{
    None, Tensor, Int, Double, Bool, String, Ints, Doubles, Bools, Tensors, Device, Generator,
}

/// <summary>One tagged value on its way to or from an operator. A list is a pointer and a length.</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct NativeValue
{
    [FieldOffset(0)] public ValueTag Tag;
    [FieldOffset(4)] public int Length;
    [FieldOffset(8)] public long Integer;
    [FieldOffset(8)] public double Real;
    [FieldOffset(8)] public nint Pointer;
}
