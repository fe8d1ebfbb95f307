using System.Collections.Concurrent;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Tests.Towns;

/// <summary>Towns that many tests look at; each is made once.</summary>
internal static class TownBatch
{
    private static readonly ConcurrentDictionary<ulong, Town> Made = new();

    /// <summary>Twenty towns.</summary>
    public static IEnumerable<Town> All => Enumerable.Range(1, 20).Select(seed => Of((ulong)seed));

    public static Town Of(ulong seed) => Made.GetOrAdd(seed, TownGenerator.Create);

    public static string Place(Town town, Vector2D p) => FormattableString.Invariant($"town {town.Seed} at ({p.X:F1}, {p.Y:F1})");
}
