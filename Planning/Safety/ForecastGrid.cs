using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Planning;

/// <summary>Occupancy that is forecast for a later instant, in the ego frame of that instant.</summary>
/// <param name="Seconds">How far ahead.</param>
/// <param name="Grid">The forecast.</param>
/// <param name="FutureEgoToPresent">Takes points of the grid's frame to the present ego frame; the motion that the forecast assumed.</param>
public sealed record ForecastGrid(double Seconds, OccupancyGrid Grid, Pose FutureEgoToPresent);
