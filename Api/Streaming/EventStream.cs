using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Streaming;

/// <summary>Answers with server-sent events: <c>event:</c> and one line of JSON as <c>data:</c>, each sent as soon as it is there.</summary>
internal sealed class EventStream : IResult, IStatusCodeHttpResult, IContentTypeHttpResult
{
    private readonly IAsyncEnumerator<StreamItem> items;
    private readonly bool begun;

    private EventStream(IAsyncEnumerator<StreamItem> items, bool begun) => (this.items, this.begun) = (items, begun);

    /// <inheritdoc/>
    public int? StatusCode => StatusCodes.Status200OK;

    /// <inheritdoc/>
    public string? ContentType => "text/event-stream";

    /// <summary>Waits for the first item, so that what fails before it is answered by a problem with its own status.</summary>
    public static async Task<EventStream> StartAsync(IAsyncEnumerable<StreamItem> source, CancellationToken cancellation)
    {
        IAsyncEnumerator<StreamItem> items = source.GetAsyncEnumerator(cancellation);
        try
        {
            return await items.MoveNextAsync() ? new(items, begun: true) : throw new InvalidOperationException("A stream ended before its first item.");
        }
        catch
        {
            await items.DisposeAsync();
            throw;
        }
    }

    /// <summary>A stream whose first item may be long in coming, or never come.</summary>
    public static EventStream Of(IAsyncEnumerable<StreamItem> source, CancellationToken cancellation) => new(source.GetAsyncEnumerator(cancellation), begun: false);

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        ProblemWriter problems = httpContext.RequestServices.GetRequiredService<ProblemWriter>();
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-cache,no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        httpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        CancellationToken gone = httpContext.RequestAborted;
        await response.StartAsync(gone);
        await foreach (StreamItem item in Rest().GuardAsync(fault => problems.Describe(httpContext, fault), gone))
        {
            string id = item.Id is { } number ? $"id: {number.ToString(CultureInfo.InvariantCulture)}\n" : "";
            await response.WriteAsync($"{id}event: {item.Event}\ndata: ", gone);
            byte[] data = JsonSerializer.SerializeToUtf8Bytes(item.Data, item.Data.GetType(), VoxPilotJson.Readable);
            await response.Body.WriteAsync(data, gone);
            await response.WriteAsync("\n\n", gone);
            await response.Body.FlushAsync(gone);
        }
    }

    private async IAsyncEnumerable<StreamItem> Rest()
    {
        try
        {
            bool more = begun || await items.MoveNextAsync();
            while (more)
            {
                yield return items.Current;
                more = await items.MoveNextAsync();
            }
        }
        finally
        {
            await items.DisposeAsync();
        }
    }
}
