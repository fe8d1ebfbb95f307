using System.Text.Json.Nodes;

namespace VoxPilot.Jobs.Store;

/// <summary>Something that happened to a job.</summary>
/// <param name="Number">Its number among the job's events, from 1 and without gaps.</param>
/// <param name="Kind">progress, log, preview, state.</param>
/// <param name="At">When.</param>
/// <param name="Data">What.</param>
public sealed record JobEvent(long Number, string Kind, DateTimeOffset At, JsonObject Data);
