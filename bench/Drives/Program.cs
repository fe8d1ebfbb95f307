using System.CommandLine;
using VoxPilot.Bench.Drives;

Option<string?> output = new("--out") { Description = "File for the figures as JSON." };
Option<int> drives = new("--drives") { Description = "Drives that are timed.", DefaultValueFactory = _ => 20 };
Option<int> warmUp = new("--warm-up") { Description = "Drives before, that are not timed.", DefaultValueFactory = _ => 3 };
Option<int> tokens = new("--tokens") { Description = "Tokens of each answer at most.", DefaultValueFactory = _ => 32 };
Option<string> pack = new("--pack") { Description = "Name of the model pack.", DefaultValueFactory = _ => "nano" };
Option<string> device = new("--device") { Description = "cpu, cuda or cuda:N.", DefaultValueFactory = _ => "cpu" };
Option<int> languageThreads = new("--language-threads") { Description = "Threads of the language model; 0 as the service chooses." };
Option<string?> beside = new("--beside") { Description = "Folder of a data set: the drives are timed once more while a training on it runs beside, niced as jobs are." };
Option<string?> frames = new("--frames") { Description = "Folder of sample frames; default examples/frames, and made-up pictures without it." };

RootCommand command = new("Drives from camera frames to occupancy, an answer and a plan, and times each stage.") { output, drives, warmUp, tokens, pack, device, languageThreads, beside, frames };
command.SetAction((parsed, cancellation) => DriveBench.RunAsync(
    new()
    {
        Output = parsed.GetValue(output),
        Drives = parsed.GetValue(drives),
        WarmUp = parsed.GetValue(warmUp),
        Tokens = parsed.GetValue(tokens),
        Pack = parsed.GetValue(pack)!,
        Device = parsed.GetValue(device)!,
        LanguageThreads = parsed.GetValue(languageThreads),
        Beside = parsed.GetValue(beside),
        Frames = parsed.GetValue(frames),
    },
    cancellation));
return await command.Parse(args).InvokeAsync();
