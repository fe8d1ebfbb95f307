namespace VoxPilot.Llm;

/// <summary>How a decode ended.</summary>
public enum DecodeStatus
{
    /// <summary>Logits and hidden states of every row can be read.</summary>
    Done,

    /// <summary>The abort hook asked for it. None of the batch's rows remain in their sequences.</summary>
    Aborted,
}
