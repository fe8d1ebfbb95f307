using System.Runtime.InteropServices;

namespace VoxPilot.Llm.Native;

// The head of llama_model_quantize_params; what follows is left as llama.cpp fills it in. It comes back through a pointer, so that room to spare does no harm.
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct LlamaQuantizeParams
{
    [FieldOffset(0)] public int Threads;
    [FieldOffset(4)] public int FileType;
    [FieldOffset(8)] public int OutputType;
    [FieldOffset(12)] public int EmbeddingType;
}
