using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Requests;

namespace VoxPilot.Api.Problems;

/// <summary>Answers with problem documents and notes each in the log: one line, no stack trace.</summary>
internal sealed class ProblemWriter(ILogger<ProblemWriter> logger) : IExceptionHandler
{
    /// <summary>Media type of the documents.</summary>
    public const string ContentType = "application/problem+json";

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        await WriteAsync(httpContext, Describe(httpContext, exception), RetryAfter(exception));
        return true;
    }

    /// <summary>Answers for a status code that the framework set by itself (no such route, no such method).</summary>
    public Task WriteStatusAsync(HttpContext context)
    {
        ProblemType type = ProblemTypes.ForStatus(context.Response.StatusCode);
        string detail = context.Response.StatusCode switch
        {
            404 => $"There is nothing at {context.Request.Path}; all routes are listed at /swagger.",
            405 => $"{context.Request.Path} does not take {context.Request.Method}; it takes {context.Response.Headers.Allow}.",
            415 => $"{context.Request.Path} does not take {RequestBody.Named(context.Request.ContentType)}; send multipart/form-data or application/json to /v1/scenes and /v1/drive, and application/json elsewhere.",
            _ => type.Help,
        };
        return WriteAsync(context, Describe(context, new ProblemException(type, detail)), null);
    }

    /// <summary>The document of an exception; writes its line in the log.</summary>
    public ProblemDocument Describe(HttpContext? context, Exception exception)
    {
        ProblemException problem = ProblemMapping.From(exception);
        string method = context?.Request.Method ?? "hub", path = context?.Request.Path.ToUriComponent() ?? "", trace = TraceId(context);
        if (problem.Type.Status == 500)
        {
            logger.Failed(method, path, $"{exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}", trace);
            logger.FailedWith(exception, trace);
        }
        else if (problem.Type.Status > StatusCodes.Status501NotImplemented)
        {
            logger.Unavailable(method, path, problem.Type.Status, problem.Type.Slug, problem.Message, trace);
        }
        else
        {
            logger.Refused(method, path, problem.Type.Status, problem.Type.Slug, problem.Message.ReplaceLineEndings(" "), trace);
        }
        return new()
        {
            Type = problem.Type.Uri,
            Title = problem.Type.Title,
            Status = problem.Type.Status,
            Detail = problem.Message,
            Instance = path,
            TraceId = trace,
            Errors = problem.Errors,
        };
    }

    private static string TraceId(HttpContext? context) =>
        Activity.Current?.TraceId.ToHexString() ?? context?.TraceIdentifier ?? Guid.NewGuid().ToString("N");

    private static TimeSpan? RetryAfter(Exception exception) => ProblemMapping.From(exception).RetryAfter;

    private static Task WriteAsync(HttpContext context, ProblemDocument document, TimeSpan? retryAfter)
    {
        context.Response.StatusCode = document.Status;
        if (retryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }
        return context.Response.WriteAsJsonAsync(document, VoxPilotJson.Readable.ProblemDocument, ContentType, context.RequestAborted);
    }
}
