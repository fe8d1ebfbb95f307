using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>Records drives of the expert through towns full of traffic.</summary>
public static class Recorder
{
    /// <summary>The drive of a seed, through the town and the weather of that seed.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="seconds">How long it lasts; the first moment is at 0.</param>
    public static Recording Record(ulong seed, double seconds) => Record(TownGenerator.Create(seed), Weather.FromSeed(seed), seed, seconds);

    /// <summary>A drive through a town of choice.</summary>
    /// <param name="town">The town.</param>
    /// <param name="weather">Sky and light.</param>
    /// <param name="seed">Decides traffic and route.</param>
    /// <param name="seconds">How long it lasts.</param>
    public static Recording Record(Town town, Weather weather, ulong seed, double seconds)
    {
        if (!(seconds >= 0.5 && seconds <= 600))
        {
            throw new ArgumentOutOfRangeException(nameof(seconds), seconds, "A drive lasts from 0.5 to 600 seconds.");
        }
        Drive drive = Drive.Begin(new(town), seed, seconds);
        int steps = (int)Math.Round(seconds / Recording.StepSeconds);
        List<Moment> moments = [drive.Now(0)];
        for (int step = 1; step <= steps; step++)
        {
            drive.Step();
            moments.Add(drive.Now(step * Recording.StepSeconds));
        }
        return new() { Seed = seed, Town = town, Weather = weather, Agents = [.. drive.Traffic.Models], Route = [.. drive.Car.Route], Moments = moments };
    }
}
