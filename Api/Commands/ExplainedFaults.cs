using VoxPilot.Api.Hosting;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Driving;
using VoxPilot.Jobs.ClosedLoop;
using VoxPilot.Jobs.Evaluation;
using VoxPilot.Jobs.Training;
using VoxPilot.Llm;
using VoxPilot.World.Generation;

namespace VoxPilot.Api.Commands;

/// <summary>Faults whose message tells the user what to change: a command ends with that message, without a stack trace.</summary>
internal static class ExplainedFaults
{
    /// <summary>Whether this is one.</summary>
    public static bool Include(Exception fault) => fault is
        TrainingException or NonFiniteLossException or EvaluationException or ClosedLoopException or GenerationException or DatasetException or PackException or LanguageRuntimeException
        or InvalidInputException or StartupException or InvalidDataException or IOException or UnauthorizedAccessException;
}
