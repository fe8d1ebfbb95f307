using System.Runtime.InteropServices;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// Accuracy on closed questions, by template and over all, by the exact match of <see cref="ClosedAnswer"/>. Beside each stands its floor:
/// the accuracy of always giving the template's most frequent true answer. Questions of a template of which a bootstrap draw has none
/// leave that template out of the draw.
/// </summary>
public sealed class ClosedQuestionAccuracy
{
    private const string Exact = "whole answer equal to the truth but for case, white space, final punctuation, number words and metre/meter; a sentence is not searched for it";
    private const string Clause = "answer up to its first comma, semicolon, colon, full stop or dash equal to the truth but for writing";
    private const string Majority = "the most frequent true answer of each template, always";

    private readonly SortedDictionary<string, Tally> templates = new(StringComparer.Ordinal);
    private int scenes;

    /// <summary>With no question yet.</summary>
    public ClosedQuestionAccuracy()
    {
        Overall = new SceneFormula(() => scenes, () => Count, weights => Ratio(templates.Values, weights, static s => s.Right));
        MeanOverTemplates = new SceneFormula(() => scenes, () => Count, weights => Mean(weights, static (tally, w) => tally.Accuracy(w)));
        FirstClause = new SceneFormula(() => scenes, () => Count, weights => Ratio(templates.Values, weights, static s => s.RightByClause));
        OverallFloor = new SceneFormula(() => scenes, () => Count, FloorOfAll);
        MeanFloor = new SceneFormula(() => scenes, () => Count, weights => Mean(weights, static (tally, w) => tally.Floor(w)));
    }

    private delegate double OfTemplate(Tally tally, ReadOnlySpan<int> weights);

    /// <summary>Templates seen, in ordinal order.</summary>
    public IReadOnlyCollection<string> Templates => templates.Keys;

    /// <summary>Questions seen.</summary>
    public long Count => templates.Values.Sum(tally => tally.Count);

    /// <summary>Right answers in percent of all questions: each question counts the same ("micro").</summary>
    public ISceneMeasure Overall { get; }

    /// <summary>Mean of the templates' accuracies in percent: each template counts the same ("macro").</summary>
    public ISceneMeasure MeanOverTemplates { get; }

    /// <summary>As <see cref="Overall"/>, with answers that are right by their first clause.</summary>
    public ISceneMeasure FirstClause { get; }

    /// <summary>Floor of <see cref="Overall"/>: each template's most frequent answer, always.</summary>
    public ISceneMeasure OverallFloor { get; }

    /// <summary>Floor of <see cref="MeanOverTemplates"/>.</summary>
    public ISceneMeasure MeanFloor { get; }

    /// <summary>Adds a question.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="template">Its template (<c>QuestionAnswer.Template</c>).</param>
    /// <param name="truth">What is true.</param>
    /// <param name="answer">What was answered; empty counts as wrong.</param>
    public void Add(int scene, string template, string truth, string answer)
    {
        ArgumentException.ThrowIfNullOrEmpty(template);
        ArgumentNullException.ThrowIfNull(answer);
        string normal = ClosedAnswer.Normalize(truth);
        if (normal.Length == 0)
        {
            throw new ArgumentException($"A question of the template {template} in scene {scene} has the true answer '{truth}', of which nothing is left to compare with; a word or a number was expected.", nameof(truth));
        }
        Reach(scene);
        if (!templates.TryGetValue(template, out Tally? tally))
        {
            templates.Add(template, tally = new());
        }
        tally.Add(scene, normal, ClosedAnswer.IsExact(truth, answer), ClosedAnswer.IsExact(truth, answer) || ClosedAnswer.IsFirstClause(truth, answer));
    }

    /// <summary>Makes room for a scene that may add nothing: it is drawn by the bootstrap all the same.</summary>
    public void Reach(int scene)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scene);
        scenes = Math.Max(scenes, scene + 1);
    }

    /// <summary>Accuracy on one template in percent.</summary>
    /// <exception cref="KeyNotFoundException">No question of the template was added.</exception>
    public ISceneMeasure Of(string template) => Figure(template, static (tally, weights) => tally.Accuracy(weights));

    /// <summary>Floor of one template in percent: its most frequent true answer, always.</summary>
    /// <inheritdoc cref="Of"/>
    public ISceneMeasure FloorOf(string template) => Figure(template, static (tally, weights) => tally.Floor(weights));

    /// <summary>How often each answer of a template is true, the most frequent first; answers are normalised.</summary>
    /// <inheritdoc cref="Of"/>
    public IReadOnlyList<(string Answer, long Count)> Truths(string template) => [.. templates[template].Truths().OrderByDescending(truth => truth.Count).ThenBy(truth => truth.Answer, StringComparer.Ordinal)];

    /// <summary>All figures as rows: over all, then by template, each with its floor.</summary>
    public IReadOnlyList<MeasureRow> Rows()
    {
        const string All = "Closed questions", Each = "Closed questions by template";
        List<MeasureRow> rows =
        [
            new("questions.closed.exact", "Accuracy, exact", All, "%", $"{Exact}; every question counts the same", Overall, true),
            new("questions.closed.exact.mean", "Accuracy, exact, mean over templates", All, "%", $"{Exact}; every template counts the same", MeanOverTemplates, true),
            new("questions.closed.first_clause", "Accuracy by first clause", All, "%", $"{Clause}; every question counts the same", FirstClause, true),
            new("questions.closed.floor", "Floor of the accuracy", All, "%", $"{Majority}; every question counts the same", OverallFloor, null),
            new("questions.closed.floor.mean", "Floor of the accuracy, mean over templates", All, "%", $"{Majority}; every template counts the same", MeanFloor, null),
        ];
        foreach (string template in templates.Keys)
        {
            rows.Add(new($"questions.closed.exact.{template}", $"{template}: accuracy, exact", Each, "%", Exact, Of(template), true));
            rows.Add(new($"questions.closed.floor.{template}", $"{template}: floor", Each, "%", Majority, FloorOf(template), null));
        }
        return rows;
    }

    private SceneFormula Figure(string template, OfTemplate figure)
    {
        Tally tally = templates[template];
        return new(() => scenes, () => tally.Count, weights => figure(tally, weights));
    }

    private double Mean(ReadOnlySpan<int> weights, OfTemplate figure)
    {
        double sum = 0;
        int defined = 0;
        foreach (Tally tally in templates.Values)
        {
            double value = figure(tally, weights);
            (sum, defined) = double.IsNaN(value) ? (sum, defined) : (sum + value, defined + 1);
        }
        return sum / defined;
    }

    private double FloorOfAll(ReadOnlySpan<int> weights)
    {
        double right = 0, asked = 0;
        foreach (Tally tally in templates.Values)
        {
            double count = tally.Sum(weights, static s => s.Asked);
            right += count > 0 ? count * tally.Floor(weights) : 0;
            asked += count;
        }
        return right / asked; // percent, as the floor of each is
    }

    private static double Ratio(IEnumerable<Tally> tallies, ReadOnlySpan<int> weights, Func<Counts, int> right)
    {
        double sum = 0, asked = 0;
        foreach (Tally tally in tallies)
        {
            sum += tally.Sum(weights, right);
            asked += tally.Sum(weights, static s => s.Asked);
        }
        return 100 * sum / asked;
    }

    private record struct Counts(int Asked, int Right, int RightByClause);

    private sealed class Tally
    {
        private readonly List<Counts> scenes = [];
        private readonly SortedDictionary<string, List<int>> truths = new(StringComparer.Ordinal);

        public long Count { get; private set; }

        public void Add(int scene, string truth, bool right, bool rightByClause)
        {
            CollectionsMarshal.SetCount(scenes, Math.Max(scenes.Count, scene + 1));
            ref Counts at = ref CollectionsMarshal.AsSpan(scenes)[scene];
            at = new(at.Asked + 1, at.Right + (right ? 1 : 0), at.RightByClause + (rightByClause ? 1 : 0));
            if (!truths.TryGetValue(truth, out List<int>? times))
            {
                truths.Add(truth, times = []);
            }
            times.AddRange(Enumerable.Repeat(0, Math.Max(0, scene + 1 - times.Count)));
            times[scene]++;
            Count++;
        }

        public IEnumerable<(string Answer, long Count)> Truths() => truths.Select(pair => (pair.Key, pair.Value.Sum(times => (long)times)));

        public double Accuracy(ReadOnlySpan<int> weights) => 100 * Sum(weights, static s => s.Right) / Sum(weights, static s => s.Asked);

        public double Floor(ReadOnlySpan<int> weights)
        {
            double most = 0;
            foreach (List<int> times in truths.Values)
            {
                double sum = 0;
                for (int s = 0; s < times.Count; s++)
                {
                    sum += (double)weights[s] * times[s];
                }
                most = Math.Max(most, sum);
            }
            return 100 * most / Sum(weights, static s => s.Asked);
        }

        public double Sum(ReadOnlySpan<int> weights, Func<Counts, int> of)
        {
            double sum = 0;
            for (int s = 0; s < scenes.Count; s++)
            {
                sum += (double)weights[s] * of(scenes[s]);
            }
            return sum;
        }
    }
}
