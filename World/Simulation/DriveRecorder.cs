using VoxPilot.World.Numerics;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>
/// Records scenes and rejects those in which the expert collides or leaves the road: then the same town gets other traffic and another
/// route. What comes out depends on the seed alone. Several threads may record at once.
/// </summary>
public sealed class DriveRecorder
{
    private const int MostAttempts = 8;

    private int accepted, rejected;

    /// <summary>Recordings that were accepted.</summary>
    public int Accepted => accepted;

    /// <summary>Recordings that were rejected.</summary>
    public int Rejected => rejected;

    /// <summary>Share of all recordings that were rejected.</summary>
    public double RejectionRate => accepted + rejected == 0 ? 0 : (double)rejected / (accepted + rejected);

    /// <summary>The scene of a seed, through the town and the weather of that seed.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="seconds">How long it lasts.</param>
    /// <param name="vegetation">What grows there, whatever the seed says; null: what it says.</param>
    public Recording Record(ulong seed, double seconds, Vegetation? vegetation = null) =>
        Record(vegetation is { } other ? TownGenerator.Create(seed, other) : TownGenerator.Create(seed), Weather.FromSeed(seed), seed, seconds);

    /// <summary>A scene in a town of choice.</summary>
    /// <param name="town">The town.</param>
    /// <param name="weather">Sky and light.</param>
    /// <param name="seed">Decides traffic and route.</param>
    /// <param name="seconds">How long it lasts.</param>
    /// <exception cref="InvalidOperationException">No attempt went well.</exception>
    public Recording Record(Town town, Weather weather, ulong seed, double seconds)
    {
        Incident? last = null;
        for (ulong attempt = 0; attempt < MostAttempts; attempt++)
        {
            Recording recording = Recorder.Record(town, weather, attempt == 0 ? seed : RandomStream.Mix(seed + attempt * 0x9E3779B97F4A7C15), seconds);
            last = CollisionCheck.First(recording);
            if (last is null)
            {
                Interlocked.Increment(ref accepted);
                return recording with { Seed = seed };
            }
            Interlocked.Increment(ref rejected);
        }
        throw new InvalidOperationException($"Seed {seed}: in none of {MostAttempts} attempts did the expert come through town {town.Name} (last: {last}). Take another seed, or look at the town.");
    }
}
