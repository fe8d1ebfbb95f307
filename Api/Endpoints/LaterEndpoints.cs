using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Endpoints;

/// <summary>What of the API's contract comes with a later version: each of it says so, and none of it stands in the OpenAPI document.</summary>
internal static class LaterEndpoints
{
    /// <summary>The routes, whatever the method.</summary>
    private static readonly string[] Routes =
    [
        "/v1/scenes/{id}/detections",
        "/v1/chat/completions",
        "/v1/models/unload", "/v1/models/events",
        "/v2/{**rest}",
        "/metrics",
    ];

    /// <summary>Maps them.</summary>
    public static void MapLater(this IEndpointRouteBuilder app)
    {
        foreach (string route in Routes)
        {
            app.Map(route, Refuse).ExcludeFromDescription();
        }
    }

    /// <summary>The problem that each of it is answered with.</summary>
    /// <param name="what">What was called, as the client knows it.</param>
    public static ProblemException NotYet(string what) =>
        new(ProblemTypes.RouteNotSupportedYet, $"{what} comes with a later version of this server; /swagger lists what there is.");

    private static Task Refuse(HttpContext context) => throw NotYet($"{context.Request.Method} {context.Request.Path.ToUriComponent()}");
}
