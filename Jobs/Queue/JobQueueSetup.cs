using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;
using VoxPilot.Jobs.Store;
using VoxPilot.Jobs.Work;

namespace VoxPilot.Jobs.Queue;

/// <summary>Puts store, queue and worker together.</summary>
public static class JobQueueSetup
{
    private const string Scheduler = "voxpilot";

    /// <summary>Adds them. <see cref="IJobPrograms"/> comes from elsewhere; <see cref="JobKeeper.RunAsync"/> is to be run with the host.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="folder">Where SQLite's files lie.</param>
    /// <param name="database">Where jobs are kept.</param>
    /// <param name="worker">How this node works.</param>
    public static IServiceCollection AddJobQueue(this IServiceCollection services, string folder, JobDatabaseOptions database, WorkerOptions worker)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(worker);
        services.AddSingleton(worker);
        services.AddSingleton(_ => database.Postgres is { } connection ? JobDatabase.Postgres(connection) : JobDatabase.Sqlite(Path.Combine(folder, "jobs.db")));
        services.AddSingleton(provider => new JobStore(provider.GetRequiredService<JobDatabase>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new DatasetStore(provider.GetRequiredService<JobDatabase>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<JobWorker>();
        services.AddSingleton<IJobQueue, QuartzQueue>();
        services.AddSingleton(provider => new JobKeeper(
            provider.GetRequiredService<JobStore>(), new(provider.GetRequiredService<IJobQueue>), worker, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<JobKeeper>>()));
        return services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(options =>
            {
                options.InstanceName = Scheduler;
                options.InstanceId = worker.Node;
                options.IdleWaitTime = TimeSpan.FromSeconds(database.IdleSeconds);
                options.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UseDefaultThreadPool(worker.Devices.Count);
            quartz.UsePersistentStore(store =>
            {
                store.ProvisionSchema();
                if (database.Postgres is { } connection)
                {
                    store.UsePostgres(NpgsqlFactory.Instance, connection);
                    store.UseClustering(options =>
                    {
                        options.CheckinInterval = TimeSpan.FromSeconds(Math.Clamp(worker.SilenceSeconds / 4, 0.5, 10));
                        options.CheckinMisfireThreshold = TimeSpan.FromSeconds(worker.SilenceSeconds);
                    });
                }
                else
                {
                    store.UseSqlite(SqliteFactory.Instance, new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "queue.db") }.ToString());
                }
            });
        });
    }
}
