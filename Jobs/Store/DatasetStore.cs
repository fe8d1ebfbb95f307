using System.Data.Common;
using Dapper;

namespace VoxPilot.Jobs.Store;

/// <summary>The data sets that jobs may name.</summary>
/// <param name="database">Where they are kept: the tables are made by <see cref="JobStore.MigrateAsync"/>.</param>
/// <param name="time">Clock.</param>
public sealed class DatasetStore(JobDatabase database, TimeProvider time)
{
    private const string Columns = "name, folder, origin, job, created_at";

    /// <summary>Adds one.</summary>
    /// <returns>The data set; null where there is one of that name.</returns>
    public async Task<Dataset?> AddAsync(string name, string folder, string origin, string? job, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenAsync(cancellation);
        Dataset added = new(name, folder, origin, job, Moments.Of(Moments.ToStored(time.GetUtcNow())));
        int rows = await connection.ExecuteAsync(new CommandDefinition(
            $"INSERT INTO datasets ({Columns}) VALUES (@Name, @Folder, @Origin, @Job, @At) ON CONFLICT (name) DO NOTHING",
            new { added.Name, added.Folder, added.Origin, added.Job, At = Moments.ToStored(added.CreatedAt) }, cancellationToken: cancellation));
        return rows == 1 ? added : null;
    }

    /// <summary>All, by name.</summary>
    public Task<IReadOnlyList<Dataset>> ListAsync(CancellationToken cancellation) => ManyAsync("1 = 1 ORDER BY name", new { }, cancellation);

    /// <summary>The one of a name; null where there is none.</summary>
    public async Task<Dataset?> FindAsync(string name, CancellationToken cancellation) =>
        await ManyAsync("name = @Name", new { Name = name }, cancellation) is [Dataset one, ..] ? one : null;

    /// <summary>Takes one out; its folder stays.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAsync(string name, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenAsync(cancellation);
        return await connection.ExecuteAsync(new CommandDefinition("DELETE FROM datasets WHERE name = @Name", new { Name = name }, cancellationToken: cancellation)) == 1;
    }

    private async Task<IReadOnlyList<Dataset>> ManyAsync(string where, object values, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.OpenAsync(cancellation);
        return
        [
            .. (await connection.QueryAsync<(string Name, string Folder, string Origin, string? Job, long At)>(
                new CommandDefinition($"SELECT {Columns} FROM datasets WHERE {where}", values, cancellationToken: cancellation)))
                .Select(row => new Dataset(row.Name, row.Folder, row.Origin, row.Job, Moments.Of(row.At))),
        ];
    }
}
