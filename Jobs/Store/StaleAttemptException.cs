namespace VoxPilot.Jobs.Store;

/// <summary>Something was written for an attempt at a job that is not the newest any more, or not running: another has taken over, or the job has ended.</summary>
public sealed class StaleAttemptException : Exception
{
    /// <summary>Says which.</summary>
    public StaleAttemptException(string job, int attempt)
        : base($"Attempt {attempt} at the job {job} may not write any more: the job has ended, or a newer attempt has taken over.") => (Job, Attempt) = (job, attempt);

    /// <summary>The job.</summary>
    public string Job { get; }

    /// <summary>The attempt that was late.</summary>
    public int Attempt { get; }
}
