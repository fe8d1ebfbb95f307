namespace VoxPilot.Jobs.Store;

/// <summary>An attempt at a job.</summary>
/// <param name="Attempt">Its number, from 1.</param>
/// <param name="Node">Where it ran.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null: not yet.</param>
/// <param name="Outcome">The state in which it left the job; null: it has not ended.</param>
/// <param name="Reason">Why, where the job has not succeeded.</param>
public sealed record Run(int Attempt, string Node, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, JobState? Outcome, string? Reason);
