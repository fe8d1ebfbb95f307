namespace VoxPilot.Llm;

/// <summary>A stretch of a prompt: text, token ids or embeddings. Parts follow each other in the sequence in the order in which they are given.</summary>
public abstract record PromptPart;
