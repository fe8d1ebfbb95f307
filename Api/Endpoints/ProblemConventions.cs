using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Endpoints;

/// <summary>Documents the problems of an endpoint.</summary>
internal static class ProblemConventions
{
    /// <summary>The endpoint may answer with problems of these status codes.</summary>
    public static RouteHandlerBuilder ProducesProblems(this RouteHandlerBuilder builder, params int[] statuses)
    {
        foreach (int status in statuses)
        {
            builder.Produces<ProblemDocument>(status, ProblemWriter.ContentType);
        }
        return builder;
    }
}
