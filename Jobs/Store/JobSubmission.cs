using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace VoxPilot.Jobs.Store;

/// <summary>A job that is to be queued.</summary>
/// <param name="Kind">What kind of work it is.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Request">What is to be done.</param>
/// <param name="Device">The device that it needs.</param>
public sealed record JobSubmission(string Kind, string Name, JsonObject Request, string Device)
{
    /// <summary>The identifier that it will have; others that are queued with it may follow it by that.</summary>
    public string Id { get; init; } = $"job-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";

    /// <summary>Jobs that have to succeed before it starts.</summary>
    public IReadOnlyList<string> After { get; init; } = [];
}
