using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VoxPilot.Api.Adapters;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Drives;
using VoxPilot.Api.Idempotency;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Requests;
using VoxPilot.Api.Samples;
using VoxPilot.Api.Scenes;

namespace VoxPilot.Api.Hosting;

/// <summary>What the host is made of.</summary>
internal static class VoxPilotServices
{
    /// <summary>Options, each checked at start.</summary>
    public static void AddVoxPilotOptions(this IServiceCollection services)
    {
        services.AddOptions<ServerOptions>().BindConfiguration(ServerOptions.Section);
        services.AddOptions<LimitOptions>().BindConfiguration(LimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<IdempotencyOptions>().BindConfiguration(IdempotencyOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<SampleOptions>().BindConfiguration(SampleOptions.Section);
    }

    /// <summary>Readers, writers and what they keep.</summary>
    public static void AddVoxPilotApi(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SceneRequestReader>();
        services.AddSingleton<AdapterFolder>();
        services.AddSingleton<AdapterRequestReader>();
        services.AddSingleton<FrameBuilder>();
        services.AddSingleton<SceneDirectory>();
        services.AddSingleton<SceneCreation>();
        services.AddSingleton<DriveRunner>();
        services.AddSingleton<IdempotencyStore>();
        services.AddSingleton<SampleCatalog>();
        services.AddSingleton<ProblemWriter>();
        services.AddSingleton<IExceptionHandler>(provider => provider.GetRequiredService<ProblemWriter>());
        services.ConfigureHttpJsonOptions(options => VoxPilotJson.Apply(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }

    /// <summary>The hub, with the API's JSON and room for images.</summary>
    public static void AddVoxPilotHub(this IServiceCollection services, LimitOptions limits)
    {
        services.AddSignalR(options => options.MaximumReceiveMessageSize = limits.RequestBytes)
            .AddJsonProtocol(options => VoxPilotJson.Apply(options.PayloadSerializerOptions));
    }
}
