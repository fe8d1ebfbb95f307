namespace VoxPilot.Jobs.Store;

/// <summary>A data set that jobs may name.</summary>
/// <param name="Name">What jobs call it.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Origin">registered, uploaded or generated.</param>
/// <param name="Job">The job that makes it; null: none.</param>
/// <param name="CreatedAt">When it was added.</param>
public sealed record Dataset(string Name, string Folder, string Origin, string? Job, DateTimeOffset CreatedAt);
