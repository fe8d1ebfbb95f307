namespace VoxPilot.Perception;

/// <summary>Shares tasks among threads, in the given order, each task taken by whoever is free.</summary>
internal static class SplatSchedule
{
    /// <summary>Runs all tasks.</summary>
    /// <param name="tasks">Number of tasks.</param>
    /// <param name="threads">Most threads; 0: one per processor.</param>
    /// <param name="body">What to do with the number of a task. No two tasks may write to the same place.</param>
    public static void Run(int tasks, int threads, Action<int> body)
    {
        int workers = Math.Min(tasks, threads > 0 ? threads : Environment.ProcessorCount), taken = 0;
        if (workers <= 1)
        {
            for (int task = 0; task < tasks; task++)
            {
                body(task);
            }
            return;
        }
        Parallel.For(0, workers, new() { MaxDegreeOfParallelism = workers }, _ =>
        {
            for (int task = Interlocked.Increment(ref taken) - 1; task < tasks; task = Interlocked.Increment(ref taken) - 1)
            {
                body(task);
            }
        });
    }
}
