using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace VoxPilot.Jobs.Store;

/// <summary>Where the store lies: a file of SQLite, or a database of PostgreSQL. One schema and the same statements for both.</summary>
public abstract class JobDatabase : IAsyncDisposable
{
    /// <summary>A file of SQLite; its folder is made if absent.</summary>
    public static JobDatabase Sqlite(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new SqliteFile(path);
    }

    /// <summary>A database of PostgreSQL.</summary>
    /// <param name="connection">Npgsql's connection string.</param>
    public static JobDatabase Postgres(string connection) => new PostgresDatabase(connection);

    /// <summary>What it is, in the words of a log.</summary>
    public abstract string Description { get; }

    /// <summary>Opens a connection.</summary>
    /// <exception cref="DbException">The database is not there.</exception>
    internal abstract Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>Begins a transaction that may write, so that no other one changes what it has read.</summary>
    internal abstract Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>Holds off all other transactions that lock the same name, until this one ends.</summary>
    internal abstract Task LockAsync(DbTransaction transaction, string name, CancellationToken cancellation);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    private sealed class SqliteFile(string path) : JobDatabase
    {
        private const int BusySeconds = 30;

        private readonly string connection = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true, DefaultTimeout = BusySeconds }.ToString();

        public override string Description => $"SQLite, {path}";

        internal override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
        {
            SqliteConnection opened = new(connection);
            try
            {
                await opened.OpenAsync(cancellation);
                using SqliteCommand command = opened.CreateCommand();
                command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL"; // readers go on while one writes; what is committed outlives a power cut
                await command.ExecuteNonQueryAsync(cancellation);
                return opened;
            }
            catch
            {
                await opened.DisposeAsync();
                throw;
            }
        }

        internal override Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation) =>
            Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: false)); // one writer at a time, from its first statement on

        internal override Task LockAsync(DbTransaction transaction, string name, CancellationToken cancellation) => Task.CompletedTask; // there is one writer

        public override ValueTask DisposeAsync()
        {
            using SqliteConnection pooled = new(connection);
            SqliteConnection.ClearPool(pooled);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class PostgresDatabase(string connection) : JobDatabase
    {
        private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(connection);

        public override string Description
        {
            get
            {
                NpgsqlConnectionStringBuilder parts = new(connection);
                return $"PostgreSQL, {parts.Host}:{parts.Port}/{parts.Database}";
            }
        }

        internal override async Task<DbConnection> OpenAsync(CancellationToken cancellation) => await source.OpenConnectionAsync(cancellation);

        internal override async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellation) => await connection.BeginTransactionAsync(cancellation);

        internal override Task LockAsync(DbTransaction transaction, string name, CancellationToken cancellation) =>
            transaction.Connection!.ExecuteAsync(new CommandDefinition("SELECT pg_advisory_xact_lock(hashtextextended(@Name, 0))", new { Name = $"voxpilot {name}" }, transaction, cancellationToken: cancellation));

        public override ValueTask DisposeAsync() => source.DisposeAsync();
    }
}
