namespace VoxPilot.Jobs.Store;

/// <summary>A file that a job has left behind.</summary>
/// <param name="Name">Its name, with folders: results/pack/pack.json.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="CreatedAt">When it was written.</param>
public sealed record Artifact(string Name, long Bytes, DateTimeOffset CreatedAt);
