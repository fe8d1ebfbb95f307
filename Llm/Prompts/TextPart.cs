namespace VoxPilot.Llm;

/// <summary>Text that the model's tokenizer turns into tokens by itself (a SentencePiece vocabulary puts a space in front of it).</summary>
/// <param name="Text">The text.</param>
/// <param name="ParseSpecial">Whether <c>&lt;/s&gt;</c> and its like become special tokens. False for anything that a client wrote: then they are plain characters.</param>
public sealed record TextPart(string Text, bool ParseSpecial = false) : PromptPart;
