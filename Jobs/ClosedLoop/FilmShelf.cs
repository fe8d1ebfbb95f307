namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>Keeps the films that the report may show and drops the others, whatever the order in which routes end. For several threads.</summary>
/// <param name="most">How many the report shows at most.</param>
internal sealed class FilmShelf(int most)
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<RouteEnd, SortedDictionary<int, DrivenRoute>> kinds = [];

    /// <summary>Takes a route's film, if it has one.</summary>
    /// <returns>The route without it.</returns>
    public DrivenRoute Take(DrivenRoute driven)
    {
        if (driven.Film is not null && most > 0)
        {
            lock (gate)
            {
                if (!kinds.TryGetValue(driven.End, out SortedDictionary<int, DrivenRoute>? kept))
                {
                    kinds.Add(driven.End, kept = []);
                }
                kept.Add(driven.Route, driven);
                if (kept.Count > most)
                {
                    kept.Remove(kept.Keys.Last());
                }
            }
        }
        return driven with { Film = null };
    }

    /// <summary>What is to be shown: a failure of each kind in turn, the first routes first.</summary>
    public IReadOnlyList<DrivenRoute> Chosen() => [.. kinds.Values
        .SelectMany(kind => kind.Values.Select((route, rank) => (route, rank)))
        .OrderBy(pair => pair.rank).ThenBy(pair => pair.route.End)
        .Take(most)
        .Select(pair => pair.route)];
}
