using System.Security.Cryptography;
using System.Text;
using VoxPilot.Api.Hosting;
using VoxPilot.Api.Jobs.Kinds;
using VoxPilot.Api.Options;
using VoxPilot.Jobs.Queue;
using VoxPilot.Jobs.Work;

namespace VoxPilot.Api.Jobs;

/// <summary>Jobs beside the server: store, queue and worker.</summary>
internal static class JobsSetup
{
    /// <summary>Section of appsettings.json: where jobs are kept.</summary>
    public const string DatabaseSection = "VoxPilot:Jobs";

    /// <summary>Section of appsettings.json: how this node works.</summary>
    public const string WorkerSection = "VoxPilot:Jobs:Worker";

    /// <summary>Section of appsettings.json: what clients may upload.</summary>
    public const string UploadSection = "VoxPilot:Jobs:Uploads";

    /// <summary>Adds them.</summary>
    /// <exception cref="StartupException">An option cannot be used.</exception>
    public static void AddJobs(this IServiceCollection services, IConfiguration configuration, string home, DataRoot data)
    {
        JobDatabaseOptions database = configuration.GetSection(DatabaseSection).Get<JobDatabaseOptions>() ?? new();
        WorkerOptions worker = configuration.GetSection(WorkerSection).Get<WorkerOptions>() ?? new();
        if (worker.Node.Length == 0)
        {
            worker.Node = $"{Environment.MachineName}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.Path)))[..8]}"; // the same after a restart
        }
        worker.Devices = configuration.GetSection($"{WorkerSection}:{nameof(WorkerOptions.Devices)}").Get<string[]>() ?? JobDevices.Here;
        Check(database, DatabaseSection);
        Check(worker, WorkerSection);
        services.AddOptions<UploadOptions>().BindConfiguration(UploadSection).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(new HomeFolderPath(home));
        services.AddSingleton(new JobFolders(database.Folder ?? data.Path));
        services.AddSingleton(new JobKinds(worker.Devices));
        services.AddSingleton<IJobPrograms, JobPrograms>();
        services.AddSingleton<JobCheck>();
        services.AddSingleton<JobDesk>();
        services.AddSingleton<JobWatch>();
        services.AddSingleton<JobFinder>();
        services.AddSingleton<JobComparison>();
        services.AddSingleton<Promotion>();
        services.AddSingleton<DatasetShelf>();
        services.AddSingleton<DatasetUpload>();
        services.AddJobQueue(data.Path, database, worker);
        services.AddHostedService<JobsStart>();
    }

    private static void Check(object options, string section)
    {
        List<System.ComponentModel.DataAnnotations.ValidationResult> faults = [];
        if (!System.ComponentModel.DataAnnotations.Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true))
        {
            throw new StartupException($"The configuration cannot be used: {section}: {string.Join(" ", faults.Select(fault => fault.ErrorMessage))}");
        }
    }
}
