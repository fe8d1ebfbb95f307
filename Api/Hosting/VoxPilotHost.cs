using Microsoft.Extensions.Options;
using VoxPilot.Api.Drives;
using VoxPilot.Api.Endpoints;
using VoxPilot.Api.Jobs;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Swagger;

namespace VoxPilot.Api.Hosting;

/// <summary>The web host, whole.</summary>
internal static class VoxPilotHost
{
    /// <summary>Builds the server; it listens once it is started, and loads its model in the background.</summary>
    /// <param name="home">What ships with the program.</param>
    /// <param name="data">Where everything is written.</param>
    /// <param name="args">Configuration from the command line.</param>
    /// <param name="configure">Further services; for tests.</param>
    public static WebApplication Build(string home, DataRoot data, string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // A watch on the configuration would watch the whole home folder.
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args],
            ContentRootPath = home,
            WebRootPath = Path.Combine(home, "wwwroot"),
            ApplicationName = "VoxPilot.Api",
        });
        LimitOptions limits = builder.Configuration.GetSection(LimitOptions.Section).Get<LimitOptions>() ?? new();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.RequestBytes;
        });
        // A start that fails is told by one sentence (ServeCommand), not by a stack trace.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddVoxPilotOptions();
        builder.Services.AddSingleton(data).AddVoxPilotApi();
        builder.Services.AddVoxPilotHub(limits);
        builder.Services.AddVoxPilotSwagger();
        builder.Services.AddDriving(home, data);
        builder.Services.AddJobs(builder.Configuration, home, data);
        configure?.Invoke(builder);

        WebApplication app = builder.Build();
        IReadOnlyList<string> addresses = ListenAddresses.Configured(app.Configuration);
        ListenAddresses.Check(addresses, app.Services.GetRequiredService<IOptions<ServerOptions>>().Value);
        if (addresses.Count == 0)
        {
            app.Urls.Add(ServerOptions.DefaultUrl);
        }

        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(status => status.HttpContext.RequestServices.GetRequiredService<ProblemWriter>().WriteStatusAsync(status.HttpContext));
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.UseVoxPilotSwagger();
        app.UseRouting();
        app.MapScenes();
        app.MapAnswers();
        app.MapOccupancy();
        app.MapGaussians();
        app.MapPlans();
        app.MapDrive();
        app.MapModels();
        app.MapAdapters();
        app.MapJobs();
        app.MapDatasets();
        app.MapSamples();
        app.MapHealth();
        app.MapProblems();
        app.MapLater();
        app.MapHub<DriveHub>(DriveHub.Path);
        return app;
    }
}
