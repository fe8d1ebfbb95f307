using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace VoxPilot.Testing;

/// <summary>Debian's PostgreSQL on a free port of this machine, with a data folder of its own; started when a test first asks for a database.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "voxpilot";

    private readonly SemaphoreSlim gate = new(1, 1);
    private string? folder;
    private int port, databases;

    /// <summary>A new, empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (folder is null)
            {
                await StartAsync();
            }
            string name = $"test_{(++databases).ToString(CultureInfo.InvariantCulture)}";
            await using NpgsqlConnection admin = new(Connection("postgres") + ";Pooling=false");
            await admin.OpenAsync();
            await using NpgsqlCommand create = new($"CREATE DATABASE {name}", admin);
            await create.ExecuteNonQueryAsync();
            return Connection(name);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Ends it at once, as a power cut does.</summary>
    public Task StopAsync() => RunAsync(Program("pg_ctl"), "-D", folder!, "-m", "immediate", "-w", "stop");

    /// <summary>Starts it again.</summary>
    public Task StartAgainAsync() => LaunchAsync(folder!);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (folder is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await RunAsync(Program("pg_ctl"), "-D", folder, "-m", "immediate", "-w", "stop");
            await RunAsync("rm", "-rf", folder);
        }
        gate.Dispose();
    }

    private string Connection(string database) => $"Host=127.0.0.1;Port={port.ToString(CultureInfo.InvariantCulture)};Username={User};Database={database}";

    private async Task StartAsync()
    {
        string made = (await RunAsync("mktemp", "-d")).Trim();
        using (TcpListener probe = new(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        await RunAsync(Program("initdb"), "-D", made, "-A", "trust", "-U", User, "--no-sync", "-E", "UTF8", "--locale=C");
        await LaunchAsync(made);
        folder = made;
    }

    private Task<string> LaunchAsync(string data) => RunAsync(
        Program("pg_ctl"), "-D", data, "-w", "-l", Path.Combine(data, "log"), "-o", $"-p {port.ToString(CultureInfo.InvariantCulture)} -k {data} -c listen_addresses=127.0.0.1 -c fsync=off", "start");

    private static string Program(string name) => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin", name)).Last(File.Exists)
        : throw new InvalidOperationException("PostgreSQL is not installed; './voxpilot test' installs Debian's.");

    // PostgreSQL refuses to run as root; Debian's package brings a user for it.
    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        bool root = Environment.IsPrivilegedProcess;
        ProcessStartInfo start = new(root ? "runuser" : program) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (string argument in root ? ["-u", "postgres", "--", program, .. arguments] : arguments)
        {
            start.ArgumentList.Add(argument);
        }
        using Process process = Process.Start(start)!;
        // What it starts keeps the pipes open, so that only what comes until its own end is read.
        Task<string> said = Path.GetFileName(program) == "pg_ctl" ? Task.FromResult("") : process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }
}
