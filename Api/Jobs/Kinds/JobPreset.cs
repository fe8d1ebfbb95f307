using System.Text.Json.Nodes;

namespace VoxPilot.Api.Jobs.Kinds;

/// <summary>Parameters under one name, to start from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="About">What it suits.</param>
/// <param name="Parameters">What it sets.</param>
internal sealed record JobPreset(string Name, string About, JsonObject Parameters);
