using System.CommandLine;
using VoxPilot.World;

namespace VoxPilot.Api.Commands;

/// <summary><c>frames paint</c>: writes the sample frames.</summary>
internal static class FramesCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<DirectoryInfo> folder = new("--out") { Description = "Folder to write to.", Required = true };
        Option<int> seed = new("--seed") { Description = "The same seed gives the same pictures.", DefaultValueFactory = _ => SampleFrames.DefaultSeed };
        Command paint = new("paint", "Paint a made-up street as six cameras see it.") { folder, seed };
        paint.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder).FullName;
            SampleFrames.Write(path, parsed.GetValue(seed));
            Console.WriteLine($"The sample frames are in {path}.");
        });
        return new("frames", "Sample frames.") { paint };
    }
}
