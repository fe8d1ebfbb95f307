using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Endpoints;

/// <summary>A page for each kind of problem, at the address that its documents give as <c>type</c>.</summary>
internal static class ProblemEndpoints
{
    /// <summary>Maps /problems.</summary>
    public static void MapProblems(this IEndpointRouteBuilder app)
    {
        RouteGroupBuilder group = app.MapGroup("/problems").ExcludeFromDescription();
        group.MapGet("/", ListProblems);
        group.MapGet("/{name}", ShowProblem);
    }

    internal static ContentHttpResult ListProblems() =>
        Page("Problems", string.Concat(ProblemTypes.All.Values.Select(type => $"<dt><a href=\"{type.Uri}\">{type.Slug}</a> {type.Status}</dt><dd>{Text(type.Title)}</dd>")));

    internal static ContentHttpResult ShowProblem(string name) =>
        ProblemTypes.All.TryGetValue(name, out ProblemType? type)
            ? Page(type.Title, $"<dt>{type.Slug}, status {type.Status}</dt><dd>{Text(type.Help)}</dd>")
            : throw new ProblemException(ProblemTypes.RouteNotFound, "There is no such kind of problem; /problems lists them.");

    private static ContentHttpResult Page(string title, string list) => TypedResults.Content(
        $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Text(title)} · VoxPilot</title>"
        + "<style>body{font:16px/1.5 system-ui;max-width:42rem;margin:3rem auto;padding:0 1rem}dt{font-weight:600;margin-top:1rem}dd{margin:0}</style>"
        + $"<h1>{Text(title)}</h1><dl>{list}</dl><p><a href=\"/problems\">All problems</a> · <a href=\"/swagger\">API</a></p></html>",
        "text/html; charset=utf-8");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
