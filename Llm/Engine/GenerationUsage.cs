namespace VoxPilot.Llm;

/// <summary>Tokens of one generation.</summary>
/// <param name="PromptTokens">Places of prefix and suffix together, embeddings included.</param>
/// <param name="CachedTokens">Of these, the prefix's, which is computed once for all requests on it.</param>
/// <param name="CompletionTokens">Tokens generated, the end token included.</param>
public sealed record GenerationUsage(int PromptTokens, int CachedTokens, int CompletionTokens);
