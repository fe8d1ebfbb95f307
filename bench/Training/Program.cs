using System.CommandLine;
using VoxPilot.Bench.Training;

Option<string?> output = new("--out") { Description = "File for the figures as JSON." };
Option<string> stage = new("--stage") { Description = "The stage that is timed.", DefaultValueFactory = _ => "occupancy" };
Option<int> steps = new("--steps") { Description = "Steps that are timed.", DefaultValueFactory = _ => 20 };
Option<int> warmUp = new("--warm-up") { Description = "Steps before, that are not timed.", DefaultValueFactory = _ => 3 };
Option<int?> batch = new("--batch") { Description = "Samples of a batch. Default: the stage's." };
Option<string?> data = new("--data") { Description = "Folder of a data set; default: two short scenes that are made for this." };
Option<string> device = new("--device") { Description = "cpu, cuda or cuda:N.", DefaultValueFactory = _ => "cpu" };

RootCommand command = new("Trains an untrained nano pack for some steps, and says what their time goes to and how much of the encoder's forward is calls from C#.") { output, stage, steps, warmUp, batch, data, device };
command.SetAction((parsed, cancellation) => Task.FromResult(TrainBench.Run(
    new()
    {
        Output = parsed.GetValue(output),
        Stage = parsed.GetValue(stage)!,
        Steps = parsed.GetValue(steps),
        WarmUp = parsed.GetValue(warmUp),
        Batch = parsed.GetValue(batch),
        Data = parsed.GetValue(data),
        Device = parsed.GetValue(device)!,
    },
    cancellation)));
return await command.Parse(args).InvokeAsync();
