namespace VoxPilot.Jobs.Store;

/// <summary>Where a job is.</summary>
public enum JobState
{
    /// <summary>It waits: for its turn, or for the jobs that it follows.</summary>
    Queued,

    /// <summary>A worker runs it.</summary>
    Running,

    /// <summary>It is done.</summary>
    Succeeded,

    /// <summary>It ended with a fault; the job's error says which.</summary>
    Failed,

    /// <summary>Someone ended it, or one that it follows did not succeed.</summary>
    Cancelled,
}
