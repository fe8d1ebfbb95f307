using System.Net;
using VoxPilot.Api.Options;

namespace VoxPilot.Api.Hosting;

/// <summary>Where the server listens, and whether others can reach it.</summary>
internal static class ListenAddresses
{
    /// <summary>The addresses that are configured: Kestrel's endpoints, urls (ASPNETCORE_URLS, --urls), http_ports; empty where none is.</summary>
    public static IReadOnlyList<string> Configured(IConfiguration configuration)
    {
        List<string> addresses = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()];
        addresses.AddRange(Split(configuration["urls"]));
        if (addresses.Count == 0)
        {
            addresses.AddRange(Split(configuration["http_ports"]).Select(port => $"http://*:{port}"));
            addresses.AddRange(Split(configuration["https_ports"]).Select(port => $"https://*:{port}"));
        }
        return addresses;
    }

    /// <summary>True if only programs on this machine can reach the address.</summary>
    public static bool IsLoopback(string address)
    {
        int scheme = address.IndexOf("://", StringComparison.Ordinal);
        string rest = scheme < 0 ? address : address[(scheme + 3)..];
        if (rest.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("pipe:", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }
        rest = rest.Split('/')[0];
        int port = rest.LastIndexOf(':');
        string host = port > rest.LastIndexOf(']') ? rest[..port] : rest;
        // Kestrel binds every name but localhost to all interfaces.
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
    }

    /// <summary>Refuses to serve others without API keys, unless that is allowed.</summary>
    /// <exception cref="StartupException">An address can be reached by others.</exception>
    public static void Check(IReadOnlyList<string> addresses, ServerOptions options)
    {
        if (!options.AllowUnauthenticated && addresses.FirstOrDefault(address => !IsLoopback(address)) is { } open)
        {
            throw new StartupException(
                $"Others can reach {open} and there are no API keys yet; listen on http://localhost:5080, or set VoxPilot:AllowUnauthenticated to true (environment: VoxPilot__AllowUnauthenticated=true).");
        }
    }

    private static string[] Split(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
