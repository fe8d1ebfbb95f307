using System.Runtime.InteropServices;

namespace VoxPilot.Llm.Native;

// llama_batch of llama.cpp v0.5.0, System V x86-64, 56 bytes.
[StructLayout(LayoutKind.Explicit, Size = 56)]
internal unsafe struct LlamaBatch
{
    [FieldOffset(0)] public int Rows;
    [FieldOffset(8)] public int* Token;
    [FieldOffset(16)] public float* Embedding;
    [FieldOffset(24)] public int* Position;
    [FieldOffset(32)] public int* SequenceCount;
    [FieldOffset(40)] public int** SequenceIds;
    [FieldOffset(48)] public sbyte* Output;
}
