namespace VoxPilot.Jobs.Evaluation;

/// <summary>The tasks' names on the command line and in reports.</summary>
public static class EvaluationTasks
{
    /// <summary>All tasks, in the order of a report.</summary>
    public static IReadOnlyList<EvaluationTask> All { get; } = Enum.GetValues<EvaluationTask>();

    /// <summary>Name of a task: occupancy, forecast …</summary>
    public static string Name(EvaluationTask task) => task.ToString().ToLowerInvariant();

    /// <summary>Reads names, separated by commas.</summary>
    /// <exception cref="EvaluationException">A name is not one of a task.</exception>
    public static IReadOnlyList<EvaluationTask> Parse(string names)
    {
        ArgumentNullException.ThrowIfNull(names);
        List<EvaluationTask> tasks = [];
        foreach (string name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            tasks.Add(All.Any(t => Name(t) == name)
                ? All.First(t => Name(t) == name)
                : throw new EvaluationException($"There is no task '{name}'; the tasks are {string.Join(", ", All.Select(Name))}."));
        }
        return tasks.Count > 0 ? [.. tasks.Distinct().Order()] : throw new EvaluationException($"Name at least one task: {string.Join(", ", All.Select(Name))}.");
    }
}
