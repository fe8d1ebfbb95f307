using Microsoft.Win32.SafeHandles;

namespace VoxPilot.Llm.Native;

/// <summary>A grammar and how far an answer has come in it: llama.cpp's grammar sampler. It reads the model's vocabulary, so it keeps the model.</summary>
internal sealed class LlamaGrammarHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private const string Root = "root";

    private readonly LlamaModelHandle _model;

    /// <summary>Parses a grammar in GBNF; <see cref="SafeHandleZeroOrMinusOneIsInvalid.IsInvalid"/> where llama.cpp refuses it.</summary>
    public LlamaGrammarHandle(LlamaModelHandle model, nint vocabulary, string grammar) : base(ownsHandle: true)
    {
        _model = model;
        var held = false;
        model.DangerousAddRef(ref held);
        SetHandle(LlamaApi.llama_sampler_init_grammar(vocabulary, grammar, Root));
        if (IsInvalid)
        {
            model.DangerousRelease();
        }
    }

    public nint Sampler => handle;

    protected override bool ReleaseHandle()
    {
        LlamaApi.llama_sampler_free(handle);
        _model.DangerousRelease();
        return true;
    }
}
