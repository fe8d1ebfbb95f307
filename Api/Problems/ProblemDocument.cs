using System.Text.Json.Serialization;

namespace VoxPilot.Api.Problems;

/// <summary>An error as it is answered: RFC 9457, application/problem+json.</summary>
internal sealed record ProblemDocument
{
    /// <summary>Stable address of the kind of problem, relative to the server; a page that explains it stands there.</summary>
    /// <example>/problems/scene-not-found</example>
    public required string Type { get; init; }

    /// <summary>Short name of the kind of problem.</summary>
    /// <example>There is no such scene</example>
    public required string Title { get; init; }

    /// <summary>HTTP status code.</summary>
    /// <example>404</example>
    public required int Status { get; init; }

    /// <summary>One sentence that says what is wrong here and what to change.</summary>
    public required string Detail { get; init; }

    /// <summary>Path of the request.</summary>
    public required string Instance { get; init; }

    /// <summary>Names this request in the server's log.</summary>
    public required string TraceId { get; init; }

    /// <summary>Messages by field, where fields are at fault.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
