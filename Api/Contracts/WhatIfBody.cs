using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoxPilot.Api.Contracts;

/// <summary>A change of a scene.</summary>
internal sealed record WhatIfBody
{
    /// <summary>Boxes <c>{ "center": [x, y, z], "size": [l, w, h], "yaw": 0 }</c> (metres, radians, ego frame) whose occupancy is taken out. Ids of detected boxes are not supported yet.</summary>
    public IReadOnlyList<JsonElement>? Remove { get; init; }

    /// <summary>Other changes, such as <c>add</c>, are not supported yet: refused, never ignored.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Later { get; set; }
}
