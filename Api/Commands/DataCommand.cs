using System.CommandLine;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Checking;

namespace VoxPilot.Api.Commands;

/// <summary><c>data check</c>: says what is in a data set and what is wrong with it.</summary>
internal static class DataCommand
{
    /// <summary>Exit status: nothing is wrong.</summary>
    public const int Clean = 0;

    /// <summary>Exit status: something is wrong.</summary>
    public const int Problems = 1;

    /// <summary>Exit status: the folder is no data set.</summary>
    public const int NoDataset = 2;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<DirectoryInfo> folder = new("DIR") { Description = "The data set's folder." };
        Option<bool> deep = new("--deep") { Description = "Decode every file." };
        Option<bool> all = new("--all") { Description = "Print every problem, not only a few of each kind." };
        Option<string?> version = new("--version-folder") { Description = "Which tables, if there are several (v1.0-mini …)." };
        Command check = new("check", "Say what is in a data set and what is wrong with it.") { folder, deep, all, version };
        check.SetAction(parsed =>
        {
            try
            {
                DatasetCheckOptions options = new() { Deep = parsed.GetValue(deep), Version = parsed.GetValue(version) };
                DatasetReport report = DatasetCheck.Run(parsed.GetRequiredValue(folder).FullName, options);
                parsed.InvocationConfiguration.Output.Write(DatasetReportText.Format(report, parsed.GetValue(all)));
                return report.IsClean ? Clean : Problems;
            }
            catch (DatasetException fault)
            {
                parsed.InvocationConfiguration.Error.WriteLine($"voxpilot: {fault.Message}");
                return NoDataset;
            }
        });
        return new("data", "Data sets.") { check };
    }
}
