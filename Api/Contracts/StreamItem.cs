namespace VoxPilot.Api.Contracts;

/// <summary>One item of a stream: of a hub's, or one server-sent event.</summary>
/// <param name="Event">Its name.</param>
/// <param name="Data">What it carries.</param>
internal sealed record StreamItem(string Event, object Data)
{
    /// <summary>Its number, where a client may take up the stream behind it.</summary>
    public long? Id { get; init; }
}
