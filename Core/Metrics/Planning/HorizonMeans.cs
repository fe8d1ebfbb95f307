namespace VoxPilot.Core.Metrics.Planning;

/// <summary>A figure at 1, 2 and 3 s, which are steps 2, 4 and 6, and the mean of the three; kept by scene.</summary>
internal sealed class HorizonMeans
{
    private static readonly string[] Names = ["1s", "2s", "3s", "avg"];

    private readonly SceneMean[] means = [new(), new(), new(), new()];

    /// <summary>1, 2, 3 s and their mean.</summary>
    public IReadOnlyList<ISceneMeasure> Measures => means;

    /// <summary>Adds the value at the instant (UniAD's "NoAvg").</summary>
    public void AddInstant(int scene, ReadOnlySpan<double> steps) => Add(scene, steps[1], steps[3], steps[5]);

    /// <summary>Adds the mean of all steps up to the instant ("TemAvg").</summary>
    public void AddMean(int scene, ReadOnlySpan<double> steps) => Add(scene, Mean(steps[..2]), Mean(steps[..4]), Mean(steps));

    /// <summary>Adds the largest of all steps up to the instant.</summary>
    public void AddLargest(int scene, ReadOnlySpan<double> steps) => Add(scene, Largest(steps[..2]), Largest(steps[..4]), Largest(steps));

    /// <summary>Makes a scene known that may add nothing.</summary>
    public void Reach(int scene)
    {
        foreach (SceneMean mean in means)
        {
            mean.Reach(scene);
        }
    }

    /// <summary>The four rows.</summary>
    /// <param name="kind">Second part of the identifier (l2, collision …).</param>
    /// <param name="title">What it is, without the time.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="from">Whose figure it is.</param>
    /// <param name="rule">What of the convention matters here.</param>
    public IEnumerable<PlanningRow> Rows(string kind, string title, string unit, IPlanningConvention from, string rule) =>
        Names.Select((name, i) => new PlanningRow(
            $"planning.{kind}.{from.Id}.{name}", i < 3 ? $"{title} at {i + 1} s" : $"{title}, mean of 1, 2, 3 s", unit, $"{from.Title}: {rule}", from.Population, means[i]));

    private void Add(int scene, double one, double two, double three)
    {
        means[0].Add(scene, one);
        means[1].Add(scene, two);
        means[2].Add(scene, three);
        means[3].Add(scene, (one + two + three) / 3);
    }

    private static double Mean(ReadOnlySpan<double> steps)
    {
        double sum = 0;
        foreach (double step in steps)
        {
            sum += step;
        }
        return sum / steps.Length;
    }

    private static double Largest(ReadOnlySpan<double> steps)
    {
        double largest = steps[0];
        foreach (double step in steps)
        {
            largest = Math.Max(largest, step);
        }
        return largest;
    }
}
