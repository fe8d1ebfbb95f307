using VoxPilot.Driving;

namespace VoxPilot.Api.Endpoints;

/// <summary>Keeps requests from routes that need the model until it is loaded.</summary>
internal static class ModelGate
{
    /// <summary>The endpoint answers 503 with Retry-After while the model is loading.</summary>
    public static RouteHandlerBuilder NeedsModel(this RouteHandlerBuilder builder) => builder.AddEndpointFilter(async (context, next) =>
    {
        Check(context.HttpContext.RequestServices.GetRequiredService<IDrivingService>());
        return await next(context);
    });

    /// <summary>Passes once the model is loaded.</summary>
    /// <exception cref="PackNotReadyException">It is not.</exception>
    public static void Check(IDrivingService driving)
    {
        if (driving.Progress is { Ready: false } progress)
        {
            throw new PackNotReadyException(progress);
        }
    }
}
