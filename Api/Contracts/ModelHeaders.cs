using System.Globalization;
using System.Text.Json;
using VoxPilot.Driving;

namespace VoxPilot.Api.Contracts;

/// <summary>What JSON answers carry in their body (<see cref="ModelAnswer"/>), for answers of other forms.</summary>
internal static class ModelHeaders
{
    /// <summary>Writes pack, trained, seed and timings.</summary>
    public static void Write(IHeaderDictionary headers, PackInfo pack, ulong seed, StageTimings timings)
    {
        headers["X-VoxPilot-Pack"] = $"{pack.Name} {pack.Hash}";
        headers["X-VoxPilot-Trained"] = pack.Trained ? "true" : "false";
        headers["X-VoxPilot-Seed"] = seed.ToString(CultureInfo.InvariantCulture);
        headers["X-VoxPilot-Timings"] = JsonSerializer.Serialize(timings, VoxPilotJson.Readable.StageTimings);
    }
}
