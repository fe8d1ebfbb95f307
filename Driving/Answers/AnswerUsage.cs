namespace VoxPilot.Driving;

/// <summary>Tokens that an answer took.</summary>
/// <param name="PromptTokens">All tokens before the answer: prefix, scene and question.</param>
/// <param name="SceneTokens">Of these, occupancy and global tokens.</param>
/// <param name="CachedTokens">Of these, the scene's prefix, which is computed when the scene is made and not for every question.</param>
/// <param name="CompletionTokens">Tokens of the answer.</param>
public sealed record AnswerUsage(int PromptTokens, int SceneTokens, int CachedTokens, int CompletionTokens);
