using System.Runtime.InteropServices;

namespace VoxPilot.Llm.Native;

// llama_token_data of llama.cpp v0.5.0.
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaTokenData
{
    public int Token;
    public float Logit;
    public float Probability;
}
