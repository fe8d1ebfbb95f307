using VoxPilot.Core.Datasets;
using VoxPilot.World.Questions;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// Closed questions from annotated boxes (<see cref="BoxQuestions"/>), as many as a language model wants to practise on: a data set's own are few. Over the
/// data set each answer to a question comes equally often, so that guessing does not pay.
/// </summary>
internal sealed class DrillBook
{
    private const double LeastShare = 0.02; // of a question's answers; rarer ones would make all the others rare

    private static readonly (string Template, double Share)[] Templates = [("exists", 0.3), ("side", 0.2), ("distance", 0.2), ("count", 0.2), ("moving", 0.1)];

    private readonly Dictionary<(string Pattern, string Answer), double> chances;

    private DrillBook(Dictionary<(string, string), double> chances) => this.chances = chances;

    /// <summary>Counts how often each answer is true.</summary>
    /// <param name="data">Key frames with boxes.</param>
    /// <param name="mirrored">Whether the mirrored world counts too.</param>
    /// <param name="cancellation">Gives it up.</param>
    public static DrillBook Create(IDriveDataset data, bool mirrored, CancellationToken cancellation)
    {
        IReadOnlyList<BoxQuestion>[] all = new IReadOnlyList<BoxQuestion>[data.Count];
        Reading.Each(data.Count, i => all[i] = BoxQuestions.Of(data.Read(i, KeyframeParts.Boxes).Boxes), cancellation);
        Dictionary<string, Dictionary<string, int>> counts = new(StringComparer.Ordinal);
        foreach (BoxQuestion question in all.SelectMany(questions => questions))
        {
            Count(question.Pattern, question.Answer);
            if (mirrored)
            {
                Count(Core.Datasets.Augmentation.TextMirror.Apply(question.Pattern), Core.Datasets.Augmentation.TextMirror.Apply(question.Answer));
            }
        }
        Dictionary<(string, string), double> chances = [];
        foreach ((string pattern, Dictionary<string, int> answers) in counts)
        {
            int whole = answers.Values.Sum();
            KeyValuePair<string, int>[] common = [.. answers.Where(a => a.Value >= LeastShare * whole)];
            if (common.Length > 1)
            {
                int least = common.Min(a => a.Value);
                foreach ((string answer, int times) in common)
                {
                    chances[(pattern, answer)] = (double)least / times;
                }
            }
        }
        return new(chances);

        void Count(string pattern, string answer)
        {
            if (!counts.TryGetValue(pattern, out Dictionary<string, int>? answers))
            {
                counts[pattern] = answers = new(StringComparer.Ordinal);
            }
            answers[answer] = answers.GetValueOrDefault(answer) + 1;
        }
    }

    /// <summary>All that can be drawn.</summary>
    public IEnumerable<(string Pattern, string Answer)> All => chances.Keys;

    /// <summary>All of some questions that are practised, each with the share of its occasions that it would be drawn: as weights they do what drawing does.</summary>
    public IReadOnlyList<(BoxQuestion Question, double Weight)> Weigh(IReadOnlyList<BoxQuestion> questions) =>
        [.. questions.Select(q => (q, chances.GetValueOrDefault((q.Pattern, q.Answer)))).Where(pair => pair.Item2 > 0)];

    /// <summary>The same of some of them, any, where there are more than are wanted.</summary>
    public IReadOnlyList<(BoxQuestion Question, double Weight)> Weigh(IReadOnlyList<BoxQuestion> questions, int most, Func<double> random)
    {
        IReadOnlyList<(BoxQuestion Question, double Weight)> all = Weigh(questions);
        return all.Count <= most ? all : [.. all.Select(pair => (pair, Key: random())).OrderBy(keyed => keyed.Key).Take(most).Select(keyed => keyed.pair)];
    }

    /// <summary>Draws questions, different ones.</summary>
    /// <param name="questions">What can be asked.</param>
    /// <param name="count">How many are wanted; fewer where there are not so many.</param>
    /// <param name="random">Gives numbers of [0, 1).</param>
    public IReadOnlyList<BoxQuestion> Take(IReadOnlyList<BoxQuestion> questions, int count, Func<double> random)
    {
        // Each stands for election with its answer's own chance, whatever else there is to ask: a choice among a key frame's alone would prefer what is rare there.
        Dictionary<string, List<BoxQuestion>> open = questions.Where(q => random() < chances.GetValueOrDefault((q.Pattern, q.Answer))).GroupBy(q => q.Template).ToDictionary(g => g.Key, g => g.ToList());
        List<BoxQuestion> drawn = [];
        while (drawn.Count < count && open.Count > 0)
        {
            (string Template, double Share)[] left = [.. Templates.Where(t => open.ContainsKey(t.Template))];
            if (left.Length == 0)
            {
                break;
            }
            List<BoxQuestion> those = open[Choose(left, t => t.Share, random).Template];
            BoxQuestion one = Choose(those, _ => 1, random);
            drawn.Add(one);
            those.Remove(one);
            if (those.Count == 0)
            {
                open.Remove(one.Template);
            }
        }
        return drawn;
    }

    private static T Choose<T>(IReadOnlyList<T> from, Func<T, double> weight, Func<double> random)
    {
        double rest = random() * from.Sum(weight);
        foreach (T item in from)
        {
            rest -= weight(item);
            if (rest < 0)
            {
                return item;
            }
        }
        return from[^1];
    }
}
