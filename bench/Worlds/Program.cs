using System.CommandLine;
using VoxPilot.Bench.Worlds;

Option<string?> output = new("--out") { Description = "File for the figures as JSON." };
Option<ulong> seed = new("--seed") { Description = "Seed of the first scene.", DefaultValueFactory = _ => 100 };
Option<int> scenes = new("--scenes") { Description = "Scenes that are timed.", DefaultValueFactory = _ => 4 };
Option<int> width = new("--width") { Description = "Width of the images.", DefaultValueFactory = _ => 256 };
Option<int> height = new("--height") { Description = "Height of the images.", DefaultValueFactory = _ => 96 };

RootCommand command = new("Makes key frames of the world with everything, on one thread for the share of each part, then on all cores for the whole.") { output, seed, scenes, width, height };
command.SetAction(parsed => WorldBench.Run(new()
{
    Output = parsed.GetValue(output),
    Seed = parsed.GetValue(seed),
    Scenes = parsed.GetValue(scenes),
    Width = parsed.GetValue(width),
    Height = parsed.GetValue(height),
}));
return command.Parse(args).Invoke();
