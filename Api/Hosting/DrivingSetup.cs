using Microsoft.Extensions.Options;
using VoxPilot.Driving;

namespace VoxPilot.Api.Hosting;

/// <summary>Starts the model beside the host: the server listens at once, the pack is loaded in the background.</summary>
internal static class DrivingSetup
{
    /// <summary>Section of appsettings.json.</summary>
    public const string Section = "VoxPilot:" + DrivingServiceOptions.Section;

    /// <summary>Adds the model.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="home">Holds the packs that ship with the program.</param>
    /// <param name="data">Holds the packs that were made or added here.</param>
    public static void AddDriving(this IServiceCollection services, string home, DataRoot data)
    {
        services.AddOptions<DrivingServiceOptions>().BindConfiguration(Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(new PackCatalog(home, data.Path));
        services.AddSingleton(provider => new PackSwitch(
            provider.GetRequiredService<IOptions<DrivingServiceOptions>>().Value,
            provider.GetRequiredService<PackCatalog>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IDrivingService>(provider => provider.GetRequiredService<PackSwitch>());
        services.AddHostedService<ModelStart>();
    }
}
