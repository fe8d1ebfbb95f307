using System.Text.Json.Serialization;
using VoxPilot.Jobs.Store;

namespace VoxPilot.Jobs.Pipe;

/// <summary>What a run says to its worker: one line of JSON on its standard output.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "message")]
[JsonDerivedType(typeof(RunBeat), "beat")]
[JsonDerivedType(typeof(RunBegan), "began")]
[JsonDerivedType(typeof(RunProgressed), "progress")]
[JsonDerivedType(typeof(RunLogged), "log")]
[JsonDerivedType(typeof(RunPreviewed), "preview")]
[JsonDerivedType(typeof(RunSaving), "saving")]
[JsonDerivedType(typeof(RunSaved), "saved")]
public abstract record RunMessage;

/// <summary>It is alive.</summary>
public sealed record RunBeat : RunMessage;

/// <summary>It starts, or goes on from a checkpoint.</summary>
/// <param name="Step">Steps that the checkpoint has done; 0 where there is none.</param>
/// <param name="Metrics">All figures up to that step, as its own files have them.</param>
public sealed record RunBegan(int Step, IReadOnlyList<MetricRow> Metrics) : RunMessage;

/// <summary>It got on.</summary>
/// <param name="Progress">How far it is.</param>
/// <param name="Metrics">New figures.</param>
public sealed record RunProgressed(JobProgress Progress, IReadOnlyList<MetricRow> Metrics) : RunMessage;

/// <summary>A line for its log.</summary>
/// <param name="Text">The line.</param>
public sealed record RunLogged(string Text) : RunMessage;

/// <summary>It has drawn and measured what its networks give.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Figures">What was measured.</param>
/// <param name="Alarm">What people should look into; null: nothing.</param>
public sealed record RunPreviewed(int Step, IReadOnlyDictionary<string, double> Figures, string? Alarm) : RunMessage;

/// <summary>It would write a checkpoint, or its results, and waits for leave (<see cref="RunOrder.Save"/>).</summary>
/// <param name="Step">Steps done.</param>
public sealed record RunSaving(int Step) : RunMessage;

/// <summary>A checkpoint is complete.</summary>
/// <param name="Step">Steps done.</param>
public sealed record RunSaved(int Step) : RunMessage;
