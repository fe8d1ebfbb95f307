using System.CommandLine;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using VoxPilot.Api.Hosting;
using VoxPilot.Api.Options;

namespace VoxPilot.Api.Commands;

/// <summary><c>serve</c>: the API, the hub, Swagger UI and the page.</summary>
internal static class ServeCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        Option<string?> urls = new("--urls") { Description = $"Where to listen; ASPNETCORE_URLS does the same. Default {ServerOptions.DefaultUrl}." };
        Command command = new("serve", "Serve the API, Swagger UI and the dashboard. Further arguments are configuration: --VoxPilot:Driving:Pack=nano.")
        {
            urls,
        };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed =>
        {
            string[] listen = parsed.GetValue(urls) is { } url ? ["--urls", url] : [];
            return RunAsync([.. listen, .. parsed.UnmatchedTokens]);
        });
        return command;
    }

    /// <summary>Serves until the process is told to end.</summary>
    /// <returns>Exit code: 1 after one sentence on why the server cannot start.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            DataRoot data = DataRoot.FromEnvironment();
            await using WebApplication app = VoxPilotHost.Build(HomeFolder.Find(), data, args);
            string address = app.Urls.FirstOrDefault() ?? string.Join(";", ListenAddresses.Configured(app.Configuration));
            using DataRootLock held = DataRootLock.Take(data, address, TimeProvider.System);
            await app.RunAsync();
            return 0;
        }
        catch (StartupException fault)
        {
            return Refuse(fault.Message);
        }
        catch (OptionsValidationException fault)
        {
            return Refuse($"The configuration cannot be used: {string.Join(" ", fault.Failures)}");
        }
        catch (IOException fault) when (fault.InnerException is AddressInUseException)
        {
            return Refuse($"{fault.Message} Stop what listens there, or choose another address with --urls or ASPNETCORE_URLS.");
        }
    }

    private static int Refuse(string sentence)
    {
        Console.Error.WriteLine($"voxpilot: {sentence}");
        return 1;
    }
}
