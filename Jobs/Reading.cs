using System.Runtime.ExceptionServices;

namespace VoxPilot.Jobs;

/// <summary>Work on many key frames at once.</summary>
internal static class Reading
{
    /// <summary>Calls for 0 … count − 1 on all processors; the first failure comes out as itself, not wrapped.</summary>
    public static void Each(int count, Action<int> work, CancellationToken cancellation)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, work);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }
    }
}
