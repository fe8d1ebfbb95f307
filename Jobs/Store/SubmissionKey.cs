namespace VoxPilot.Jobs.Store;

/// <summary>A key under which the same jobs are queued once, however often they are asked for.</summary>
/// <param name="Key">The client's idempotency key.</param>
/// <param name="Fingerprint">Tells whether two requests ask for the same.</param>
public sealed record SubmissionKey(string Key, string Fingerprint);
