namespace VoxPilot.Driving;

/// <summary>Occupancy at 1, 2 and 3 s with the motion that it is conditioned on.</summary>
/// <param name="Frames">One for each horizon.</param>
internal sealed record SceneForecast(IReadOnlyList<OccupancyFrame> Frames);
