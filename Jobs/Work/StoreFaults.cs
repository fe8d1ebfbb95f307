using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace VoxPilot.Jobs.Work;

/// <summary>What a store that is away fails with.</summary>
public static class StoreFaults
{
    private const int SqliteBusy = 5, SqliteLocked = 6, SqliteInputOutput = 10, SqliteFull = 13, SqliteCannotOpen = 14;

    /// <summary>Whether a fault may pass, so that it helps to try again.</summary>
    public static bool Pass(Exception fault) => fault switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked or SqliteInputOutput or SqliteFull or SqliteCannotOpen,
        PostgresException postgres => postgres.SqlState.AsSpan(0, 2) is "08" or "40" or "53" or "57" or "58",
        DbException or SocketException or TimeoutException or IOException => true,
        _ => fault.InnerException is { } inner && Pass(inner), // the queue wraps what its own tables fail with
    };
}
