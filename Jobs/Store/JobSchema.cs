using System.Data.Common;
using Dapper;

namespace VoxPilot.Jobs.Store;

/// <summary>The tables, and how older ones become them: migrations in order, each in a transaction with its number.</summary>
internal static class JobSchema
{
    // Times are microseconds since 1970, UTC; JSON is text; truth is 0 or 1: what both databases have alike. A migration that has been released is never changed.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE jobs (
            number BIGINT NOT NULL UNIQUE,
            id TEXT NOT NULL PRIMARY KEY,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            request TEXT NOT NULL,
            device TEXT NOT NULL,
            state TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            started_at BIGINT,
            ended_at BIGINT,
            attempt INTEGER NOT NULL,
            node TEXT,
            heartbeat_at BIGINT,
            cancel_requested INTEGER NOT NULL,
            progress TEXT,
            error TEXT,
            idempotency_key TEXT UNIQUE,
            last_event BIGINT NOT NULL
        );
        CREATE INDEX jobs_by_state ON jobs (state, number);
        CREATE TABLE job_order (
            job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            follows TEXT NOT NULL REFERENCES jobs (id),
            PRIMARY KEY (job, follows)
        );
        CREATE TABLE events (
            job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            number BIGINT NOT NULL,
            kind TEXT NOT NULL,
            at BIGINT NOT NULL,
            data TEXT NOT NULL,
            PRIMARY KEY (job, number)
        );
        CREATE TABLE metrics (
            job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            step INTEGER NOT NULL,
            name TEXT NOT NULL,
            value DOUBLE PRECISION NOT NULL,
            PRIMARY KEY (job, step, name)
        );
        CREATE TABLE artifacts (
            job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            bytes BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            PRIMARY KEY (job, name)
        );
        """,
        """
        ALTER TABLE jobs ADD COLUMN kills INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE datasets (
            name TEXT NOT NULL PRIMARY KEY,
            folder TEXT NOT NULL,
            origin TEXT NOT NULL,
            job TEXT,
            created_at BIGINT NOT NULL
        );
        CREATE TABLE submissions (
            idempotency_key TEXT NOT NULL PRIMARY KEY,
            fingerprint TEXT NOT NULL,
            jobs TEXT NOT NULL
        );
        CREATE TABLE runs (
            job TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
            attempt INTEGER NOT NULL,
            node TEXT NOT NULL,
            started_at BIGINT NOT NULL,
            ended_at BIGINT,
            outcome TEXT,
            reason TEXT,
            PRIMARY KEY (job, attempt)
        );
        """,
    ];

    /// <summary>Brings the tables up to date; nodes that start at the same time wait for each other.</summary>
    /// <exception cref="InvalidDataException">The tables are of a newer version than this program knows.</exception>
    public static async Task MigrateAsync(JobDatabase database, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenAsync(cancellation);
        await using DbTransaction transaction = await database.BeginAsync(connection, cancellation);
        await database.LockAsync(transaction, "schema", cancellation);
        await connection.ExecuteAsync(new CommandDefinition("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)", transaction: transaction, cancellationToken: cancellation));
        int version = await connection.ExecuteScalarAsync<int?>(new CommandDefinition("SELECT MAX(version) FROM schema_version", transaction: transaction, cancellationToken: cancellation)) ?? 0;
        if (version > Migrations.Length)
        {
            throw new InvalidDataException($"The job store ({database.Description}) is of version {version}; this program knows up to {Migrations.Length}. Start a newer VoxPilot on it.");
        }
        for (; version < Migrations.Length; version++)
        {
            await connection.ExecuteAsync(new CommandDefinition(Migrations[version], transaction: transaction, cancellationToken: cancellation));
            await connection.ExecuteAsync(new CommandDefinition("INSERT INTO schema_version (version) VALUES (@Version)", new { Version = version + 1 }, transaction, cancellationToken: cancellation));
        }
        await transaction.CommitAsync(cancellation);
    }
}
