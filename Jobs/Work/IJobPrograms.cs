using VoxPilot.Jobs.Store;

namespace VoxPilot.Jobs.Work;

/// <summary>Knows what process does a job's work on this node, and what is to be done when it has ended well.</summary>
public interface IJobPrograms
{
    /// <summary>Makes everything ready for an attempt at a job.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="JobFaultException">Something that it needs is missing.</exception>
    Task<JobProgram> PrepareAsync(Job job, CancellationToken cancellation);

    /// <summary>Puts what a job has made where others find it, before it counts as done.</summary>
    /// <param name="job">The job.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="JobFaultException">It has not made what it should have.</exception>
    Task CompleteAsync(Job job, CancellationToken cancellation);
}
