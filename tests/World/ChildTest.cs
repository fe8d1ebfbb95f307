using System.Diagnostics;

namespace VoxPilot.World.Tests;

/// <summary>Runs one test of this program in a process of its own, whose runtime does without some of the processor's vectors.</summary>
internal static class ChildTest
{
    /// <summary>What the test wrote.</summary>
    /// <param name="type">Class of the test.</param>
    /// <param name="method">Name of the test.</param>
    /// <param name="request">Environment variable that tells the test to which file it is to write.</param>
    /// <param name="switchedOff">Environment variable of the runtime that is set to 0, such as DOTNET_EnableAVX2.</param>
    public static async Task<string> RunAsync(Type type, string method, string request, string switchedOff)
    {
        string file = Path.GetTempFileName();
        try
        {
            ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string argument in (string[])[type.Assembly.Location, "-method", $"{type.FullName}.{method}"])
            {
                start.ArgumentList.Add(argument);
            }
            start.Environment[switchedOff] = "0";
            start.Environment[request] = file;
            using Process child = Process.Start(start)!;
            CancellationToken cancellation = TestContext.Current.CancellationToken;
            Task<string> errors = child.StandardError.ReadToEndAsync(cancellation);
            string output = await child.StandardOutput.ReadToEndAsync(cancellation);
            await child.WaitForExitAsync(cancellation);
            Assert.True(child.ExitCode == 0, output + await errors);
            return await File.ReadAllTextAsync(file, cancellation);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
