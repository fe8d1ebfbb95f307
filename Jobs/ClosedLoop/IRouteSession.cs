namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>A driver at the wheel of one route.</summary>
public interface IRouteSession : IDisposable
{
    /// <summary>The plan for now. The world stands still meanwhile: thinking costs nothing.</summary>
    ValueTask<RoutePlan> PlanAsync(CancellationToken cancellation);
}
