using System.CommandLine;
using VoxPilot.Api.Hosting;
using VoxPilot.Driving;
using VoxPilot.Jobs.Reports;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Api.Commands;

/// <summary><c>models install</c>: puts what training left where packs are served from, with its measured figures.</summary>
internal static class ModelsInstall
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Argument<string> pack = new("pack") { Description = "The pack: a run whose results hold one, the name of a pack, or its folder." };
        Option<DirectoryInfo> folder = new("--out") { Description = "Folder of the installed pack; its name is the pack's. A pack that lies there is replaced. Left out: models/PACK below the data root." };
        Option<FileInfo[]> reports = new("--report") { Description = "Reports (JSON) of 'evaluate' and 'closedloop' about this pack; its headline figures go into pack.json and the model card.", AllowMultipleArgumentsPerToken = true };
        Command command = new("install", "Copy a pack to where it is served from, under the folder's name and with its measured figures.") { pack, folder, reports };
        command.SetAction(parsed => ExitStatus.Of(parsed.InvocationConfiguration, console =>
        {
            DataRoot root = DataRoot.FromEnvironment();
            ModelPack source = ModelPack.Open(TrainCommand.Pack(new RunOpener(root.Path), parsed.GetRequiredValue(pack)));
            string target = parsed.GetValue(folder)?.FullName ?? Path.Combine(root.Models, Path.GetFileName(parsed.GetRequiredValue(pack)));
            if (Path.TrimEndingDirectorySeparator(target) == Path.TrimEndingDirectorySeparator(source.Folder))
            {
                throw new InvalidDataException($"The pack lies in {target} already; name another folder with --out.");
            }
            if (ModelsCommand.HoldsSomethingElse(target))
            {
                throw new InvalidDataException($"{target} is there already and is no pack; name a new folder with --out.");
            }
            source.Verify();
            PackMetric[] figures = [.. (parsed.GetValue(reports) ?? []).SelectMany(file => PackFigures.Of(ReportFile.Read(file.FullName), source))];
            ModelPack installed = TrainedPack.Install(target, source, figures);
            console.Output.WriteLine($"The pack {installed.Info.Name} ({installed.Info.Hash[..12]}…) is in {target}, with {figures.Length} figures.");
            return 0;
        }));
        return command;
    }
}
