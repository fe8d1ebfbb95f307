using System.Globalization;
using System.Text.Json;
using VoxPilot.Api.Contracts;
using VoxPilot.Driving;

namespace VoxPilot.Api.Occupancy;

/// <summary>What the JSON form carries in its body and the others in headers.</summary>
internal static class OccupancyHeaders
{
    /// <summary>Writes pack, trained, seed and timings.</summary>
    public static void Write(IHeaderDictionary headers, SceneOccupancy occupancy)
    {
        headers["X-VoxPilot-Pack"] = $"{occupancy.Pack.Name} {occupancy.Pack.Hash}";
        headers["X-VoxPilot-Trained"] = occupancy.Pack.Trained ? "true" : "false";
        headers["X-VoxPilot-Seed"] = occupancy.Seed.ToString(CultureInfo.InvariantCulture);
        headers["X-VoxPilot-Timings"] = JsonSerializer.Serialize(occupancy.Timings, VoxPilotJson.Readable.StageTimings);
    }
}
