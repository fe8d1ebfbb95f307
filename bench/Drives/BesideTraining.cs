using System.Diagnostics;

namespace VoxPilot.Bench.Drives;

/// <summary>A training that runs beside the drives, niced as a job's is.</summary>
internal sealed class BesideTraining : IAsyncDisposable
{
    private readonly Process process;

    private BesideTraining(Process process) => this.process = process;

    /// <summary>Starts one over a data set, and waits until it is under way.</summary>
    /// <param name="data">Folder of the data set.</param>
    /// <param name="cancellation">Gives it up.</param>
    public static async Task<BesideTraining> StartAsync(string data, CancellationToken cancellation)
    {
        string run = Directory.CreateTempSubdirectory("voxpilot-bench-").FullName;
        ProcessStartInfo start = new(
            "nice",
            [
                "-n", "10", "dotnet", Path.Combine(Folders.Home(), "artifacts/bin/VoxPilot.Api/release/VoxPilot.Api.dll"), "train", "occupancy",
                "--data", data, "--run", Path.Combine(run, "bench"), "--steps", "100000", "--previews", "0",
            ])
        { RedirectStandardOutput = true };
        BesideTraining beside = new(Process.Start(start)!);
        while (await beside.process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith('[')) // its first line of progress
            {
                return beside;
            }
        }
        await beside.DisposeAsync();
        throw new InvalidOperationException("The training ended before it began; its own words are above.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
