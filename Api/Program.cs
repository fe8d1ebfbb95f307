using System.CommandLine;
using VoxPilot.Api.Commands;
using VoxPilot.Jobs.Pipe;

using RunPipe? worker = RunPipe.Attach(); // before anything is printed
RootCommand root = new("VoxPilot: camera frames in; occupancy, answers and a trajectory out.")
{
    ServeCommand.Create(),
    ModelsCommand.Create(),
    FramesCommand.Create(),
    WorldCommand.Create(),
    ClosedLoopCommand.Create(),
    DataCommand.Create(),
    EvaluateCommand.Create(),
    TrainCommand.Create(),
    AblateCommand.Create(),
    EvidenceCommand.Create(),
};
root.SetAction(_ => ServeCommand.RunAsync([]));
// The web host handles the signals that end the process.
return await root.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
