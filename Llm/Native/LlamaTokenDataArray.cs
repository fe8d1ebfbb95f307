using System.Runtime.InteropServices;

namespace VoxPilot.Llm.Native;

// llama_token_data_array of llama.cpp v0.5.0.
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaTokenDataArray
{
    public LlamaTokenData* Data;
    public nuint Size;
    public long Selected;
    public byte Sorted;
}
