using System.CommandLine;
using VoxPilot.World.Generation;

namespace VoxPilot.Api.Commands;

/// <summary><c>frames draw</c>: writes the sample frames.</summary>
internal static class FramesCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<DirectoryInfo> folder = new("--out") { Description = "Folder to write to.", Required = true };
        Command draw = new("draw", "Draw the frames of examples/frames: drives of the synthetic world as six cameras see them.") { folder };
        draw.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder).FullName;
            for (int i = 0; i < SampleFrames.Examples.Count; i++)
            {
                SampleFrames.Write(path, 2 * i, SampleFrames.Examples[i].Seed, SampleFrames.Examples[i].Seconds);
            }
            Console.WriteLine($"The sample frames are in {path}.");
        });
        return new("frames", "Sample frames.") { draw };
    }
}
