using System.Text.Json.Nodes;

namespace VoxPilot.Api.Jobs;

/// <summary>What a job was asked for, as its store keeps it.</summary>
/// <param name="Preset">Where its parameters start from.</param>
/// <param name="Parameters">What it sets; jobs that it builds on stand in it by id.</param>
internal sealed record JobRequest(string Preset, JsonObject Parameters)
{
    /// <summary>For the store.</summary>
    public JsonObject ToJson() => new() { ["preset"] = Preset, ["parameters"] = Parameters.DeepClone() };

    /// <summary>From the store.</summary>
    public static JobRequest Of(JsonObject request) => new(request["preset"]!.GetValue<string>(), request["parameters"]!.AsObject());
}
