namespace VoxPilot.Jobs.Work;

/// <summary>The process that does a job's work.</summary>
/// <param name="File">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">What stands in its environment beside what this process has.</param>
/// <param name="Folder">The job's folder: its log lies there, and what it leaves.</param>
public sealed record JobProgram(string File, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string Folder);
