using VoxPilot.Driving;

namespace VoxPilot.Api.Hosting;

/// <summary>Starts the model beside the host.</summary>
internal static class DrivingSetup
{
    /// <summary>Adds the model.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="home">Holds the packs that ship with the program.</param>
    /// <param name="data">Holds the packs that were made or added here.</param>
    public static void AddDriving(this WebApplicationBuilder builder, string home, DataRoot data) =>
        builder.Services.AddSingleton<IDrivingService>(new AbsentDrivingService($"No model was found in {home} or {data.Path}."));
}
