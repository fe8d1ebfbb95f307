using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Datasets.Checking;

/// <summary>Checks a table's chains: prev and next name each other, belong together, and times ascend.</summary>
internal static class ChainCheck
{
    public static void Run(string table, Dictionary<Token, ChainLink> links, ProblemList problems)
    {
        foreach ((Token token, ChainLink link) in links)
        {
            string where = $"{table} {token}";
            if (!link.Next.IsNone && Neighbour(links, link.Next, where, "next", problems) is ChainLink next)
            {
                if (next.Prev != token)
                {
                    problems.Add(DatasetProblemKind.BrokenChain, where, $"next is {link.Next}, whose prev is '{next.Prev}' instead of this row.");
                }
                if (next.Owner != link.Owner)
                {
                    problems.Add(DatasetProblemKind.BrokenChain, where, $"next is {link.Next}, which belongs to '{next.Owner}' instead of '{link.Owner}'.");
                }
                if (next.Timestamp <= link.Timestamp)
                {
                    problems.Add(DatasetProblemKind.TimeOrder, where, $"timestamp {link.Timestamp} is followed by {next.Timestamp}; times must ascend.");
                }
            }
            if (!link.Prev.IsNone && Neighbour(links, link.Prev, where, "prev", problems) is ChainLink prev && prev.Next != token)
            {
                problems.Add(DatasetProblemKind.BrokenChain, where, $"prev is {link.Prev}, whose next is '{prev.Next}' instead of this row.");
            }
        }
    }

    /// <summary>Checks that a scene or a thing counts its rows rightly and that they begin and end where it says.</summary>
    public static void Ends(string where, Token owner, int count, long found, Token first, Token last, Dictionary<Token, ChainLink> links, ProblemList problems)
    {
        if (count != found)
        {
            problems.Add(DatasetProblemKind.BrokenChain, where, $"it says that it has {count} members; {found} rows belong to it.");
        }
        End(where, "first", first, owner, link => link.Prev.IsNone, links, problems);
        End(where, "last", last, owner, link => link.Next.IsNone, links, problems);
    }

    private static void End(string where, string which, Token token, Token owner, Func<ChainLink, bool> isEnd, Dictionary<Token, ChainLink> links, ProblemList problems)
    {
        if (!links.TryGetValue(token, out ChainLink link))
        {
            problems.Add(DatasetProblemKind.DanglingToken, where, $"its {which} member '{token}' is in no row.");
        }
        else if (link.Owner != owner || !isEnd(link))
        {
            problems.Add(DatasetProblemKind.BrokenChain, where, $"its {which} member {token} is not the {which} row of its chain.");
        }
    }

    private static ChainLink? Neighbour(Dictionary<Token, ChainLink> links, Token token, string where, string field, ProblemList problems)
    {
        if (links.TryGetValue(token, out ChainLink link))
        {
            return link;
        }
        problems.Add(DatasetProblemKind.DanglingToken, where, $"{field} '{token}' is in no row of the same table.");
        return null;
    }
}
