using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoxPilot.Jobs.Store;

/// <summary>A row of the table of jobs, as both databases give it.</summary>
internal sealed record JobRow
{
    /// <summary>The columns, in any order.</summary>
    public const string Columns =
        "id AS Id, kind AS Kind, name AS Name, request AS Request, device AS Device, state AS State, created_at AS CreatedAt, started_at AS StartedAt, ended_at AS EndedAt, "
        + "attempt AS Attempt, node AS Node, heartbeat_at AS HeartbeatAt, cancel_requested AS CancelRequested, progress AS Progress, error AS Error";

    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required string Request { get; init; }

    public required string Device { get; init; }

    public required string State { get; init; }

    public required long CreatedAt { get; init; }

    public long? StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public required long Attempt { get; init; }

    public string? Node { get; init; }

    public long? HeartbeatAt { get; init; }

    public required long CancelRequested { get; init; }

    public string? Progress { get; init; }

    public string? Error { get; init; }

    /// <summary>The job, with those that it follows.</summary>
    public Job ToJob(IReadOnlyList<string> after) => new()
    {
        Id = Id,
        Kind = Kind,
        Name = Name,
        Request = JsonNode.Parse(Request)!.AsObject(),
        After = after,
        Device = Device,
        State = JobStates.Of(State),
        CreatedAt = Moments.Of(CreatedAt),
        StartedAt = Moments.Of(StartedAt),
        EndedAt = Moments.Of(EndedAt),
        Attempt = (int)Attempt,
        Node = Node,
        HeartbeatAt = Moments.Of(HeartbeatAt),
        CancelRequested = CancelRequested != 0,
        Progress = Progress is null ? null : JsonSerializer.Deserialize(Progress, StoreJson.Default.JobProgress),
        Error = Error,
    };
}
