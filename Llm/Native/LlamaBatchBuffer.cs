namespace VoxPilot.Llm.Native;

/// <summary>The arrays beside tokens and embeddings that llama_batch wants: one sequence id per row, every row an output.</summary>
internal sealed unsafe class LlamaBatchBuffer
{
    // Pinned for good, so that the pointers inside stay true.
    private readonly int[] _sequenceCounts;
    private readonly int[] _sequences;
    private readonly nint[] _sequencePointers;
    private readonly sbyte[] _outputs;

    public LlamaBatchBuffer(int capacity)
    {
        _sequenceCounts = GC.AllocateArray<int>(capacity, pinned: true);
        _sequences = GC.AllocateArray<int>(capacity, pinned: true);
        _sequencePointers = GC.AllocateArray<nint>(capacity, pinned: true);
        _outputs = GC.AllocateArray<sbyte>(capacity, pinned: true);
        Array.Fill(_sequenceCounts, 1);
        Array.Fill(_outputs, (sbyte)1);
        fixed (int* first = _sequences)
        {
            for (var i = 0; i < capacity; i++)
            {
                _sequencePointers[i] = (nint)(first + i);
            }
        }
    }

    public int Decode(nint context, LanguageBatch batch)
    {
        batch.Sequences.CopyTo(_sequences);
        fixed (int* tokens = batch.Tokens)
        fixed (float* embeddings = batch.Embeddings)
        fixed (int* positions = batch.Positions)
        fixed (int* counts = _sequenceCounts)
        fixed (nint* ids = _sequencePointers)
        fixed (sbyte* outputs = _outputs)
        {
            return LlamaApi.llama_decode(context, new LlamaBatch
            {
                Rows = batch.Count,
                Token = tokens,
                Embedding = embeddings,
                Position = positions,
                SequenceCount = counts,
                SequenceIds = (int**)ids,
                Output = outputs,
            });
        }
    }
}
