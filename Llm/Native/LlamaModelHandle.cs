using Microsoft.Win32.SafeHandles;

namespace VoxPilot.Llm.Native;

/// <summary>A loaded model. Whoever uses its tokenizer on another thread holds a reference, so that it is freed only after them.</summary>
internal sealed class LlamaModelHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    public LlamaModelHandle(nint model) : base(ownsHandle: true) => SetHandle(model);

    public nint Model => handle;

    protected override bool ReleaseHandle()
    {
        LlamaApi.llama_model_free(handle); // frees its adapters too
        return true;
    }
}
